"""Addresses of the home page."""

from django.urls import path

from bole.web.home import views

urlpatterns = [
    path("me/", views.home, name="home"),
]
