"""Addresses of the demonstration; not there anywhere else."""

from django.urls import path

from bole.web.demo import views

urlpatterns = [
    path("", views.who, name="demo"),
    path("as/<str:token>/", views.sign_in, name="demo_sign_in"),
    path("clock/", views.move_clock, name="demo_clock"),
]
