"""Addresses of a person's notices."""

from django.urls import path

from bole.web.notices import views

urlpatterns = [
    path("me/notices/", views.notices, name="notices"),
    path("me/notices/read/", views.read_all, name="notices_read"),
    path("me/notices/preferences/", views.preferences, name="notice_preferences"),
    path("me/notices/<int:id>/", views.open_notice, name="notice"),
]
