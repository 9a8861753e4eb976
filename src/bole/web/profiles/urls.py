"""Addresses of one's profile."""

from django.urls import path

from bole.web.profiles import views

urlpatterns = [
    path("me/profile/", views.profile, name="profile"),
    path("me/profile/export/", views.export, name="profile_export"),
    path("me/profile/import/", views.take_over, name="profile_import"),
    path("me/profile/restore/", views.restore, name="profile_restore"),
]
