"""Addresses of cases."""

from django.urls import path

from bole.web.applications import views

urlpatterns = [
    path("apply/<path:pack>/<slug:programme>/", views.apply, name="apply"),
    path("cases/", views.cases, name="cases"),
    path("cases/<uuid:case>/", views.case, name="case"),
    path("cases/<uuid:case>/choice/", views.choice, name="case_choice"),
]
