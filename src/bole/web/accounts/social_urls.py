"""Addresses of signing in through another identity provider."""

from allauth.socialaccount import views
from allauth.socialaccount.providers.openid_connect import urls as openid_connect
from django.urls import include, path

urlpatterns = [
    path("signup/", views.signup, name="socialaccount_signup"),
    path("cancelled/", views.login_cancelled, name="socialaccount_login_cancelled"),
    path("error/", views.login_error, name="socialaccount_login_error"),
    path("connections/", views.connections, name="socialaccount_connections"),
    path("", include(openid_connect.urlpatterns)),
]
