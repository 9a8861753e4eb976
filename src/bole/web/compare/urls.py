"""Address of the comparison."""

from django.urls import path

from bole.web.compare import views

urlpatterns = [path("", views.compare, name="compare")]
