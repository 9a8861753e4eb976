"""Addresses of the shell."""

from django.urls import path

from bole.web.common import views

urlpatterns = [
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("language/", views.language, name="language"),
    path("healthz", views.health, name="health"),
]
