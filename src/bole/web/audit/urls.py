"""Address of the auditor's page."""

from django.urls import path

from bole.web.audit import views

urlpatterns = [path("audit/", views.audit, name="audit")]
