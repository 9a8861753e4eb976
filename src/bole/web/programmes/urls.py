"""Addresses of the programme pages."""

from django.urls import path

from bole.web.programmes import views

urlpatterns = [
    path("", views.index, name="programmes"),
    path("programmes/<path:pack>/<slug:programme>/clauses/", views.clauses, name="clauses"),
    path("programmes/<path:pack>/<slug:programme>/", views.programme, name="programme"),
]
