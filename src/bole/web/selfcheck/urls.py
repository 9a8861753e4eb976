"""Addresses of the self-check."""

from django.urls import path

from bole.web.selfcheck import views

urlpatterns = [
    path("", views.choose, name="selfchecks"),
    path("<path:pack>/<slug:programme>/", views.selfcheck, name="selfcheck"),
]
