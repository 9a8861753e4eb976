"""Addresses of an application's form."""

from django.urls import path

from bole.web.forms import views

urlpatterns = [
    path("cases/<uuid:case>/form/", views.overview, name="case_form"),
    path("cases/<uuid:case>/form/mark/", views.mark, name="case_form_mark"),
    path("cases/<uuid:case>/form/standing/", views.standing, name="case_standing"),
    path("cases/<uuid:case>/form/import/", views.take_over, name="case_import"),
    path("cases/<uuid:case>/form/claims/", views.claims, name="case_claims"),
    path("cases/<uuid:case>/form/<slug:section>/", views.section, name="case_section"),
    path("cases/<uuid:case>/form/<slug:section>/kept/", views.kept, name="case_section_kept"),
]
