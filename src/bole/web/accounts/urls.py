"""Addresses of accounts: ours, and those of django-allauth that are used."""

from __future__ import annotations

from allauth.account import views as account
from allauth.account.decorators import reauthentication_required
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.conf import settings
from django.urls import include, path

from bole.web.accounts.views import activating, own, recovering, signing_in

urlpatterns = [
    path("account/", own.account, name="account"),
    path("account/login/", signing_in.sign_in, name="account_login"),
    path("account/login/code/", signing_in.sign_in_code, name="sign_in_code"),
    path("account/login/password/", account.login, name="account_login_password"),
    path("account/login/held/", signing_in.held_form, name="held"),
    path("account/logout/", account.logout, name="account_logout"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/signup/", account.signup, name="account_signup"),
    path("account/email/", reauthentication_required(account.email), name="account_email"),
    path(
        "account/email/code/",
        account.email_verification_sent,
        name="account_email_verification_sent",
    ),
    path("account/password/", account.password_change, name="account_change_password"),
    path(
        "account/password/set/",
        reauthentication_required(account.password_set),
        name="account_set_password",
    ),
    path("account/password/reset/", account.password_reset, name="account_reset_password"),
    path(
        "account/password/reset/code/",
        account.confirm_password_reset_code,
        name="account_confirm_password_reset_code",
    ),
    path(
        "account/password/reset/new/",
        account.complete_password_reset,
        name="account_complete_password_reset",
    ),
    path(
        "account/password/reset/done/",
        account.password_reset_from_key_done,
        name="account_password_reset_completed",
    ),
    path("account/again/", account.reauthenticate, name="account_reauthenticate"),
    path(
        "account/again/code/",
        account.request_reauthentication_code,
        name="account_request_reauthentication_code",
    ),
    path(
        "account/again/code/confirm/",
        account.confirm_reauthentication_code,
        name="account_confirm_reauthentication_code",
    ),
    path("account/again/app/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("account/phone/", own.change_phone, name="change_phone"),
    path("account/phone/code/", own.change_phone_code, name="change_phone_code"),
    path("account/sessions/", own.end_sessions, name="end_sessions"),
    path("account/2fa/", mfa.index, name="mfa_index"),
    path("account/2fa/sign-in/", mfa.authenticate, name="mfa_authenticate"),
    path("account/2fa/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/2fa/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/2fa/codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "account/2fa/codes/new/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path("account/recovery/", recovering.ask, name="recovery"),
    path("account/recovery/sent/", recovering.sent, name="recovery_sent"),
    path("activate/<str:token>/", activating.activate, name="activate"),
    path("me/consents/", own.my_consents, name="consents"),
    path("me/consents/<slug:kind>/withdraw/", own.withdraw_consent, name="withdraw_consent"),
    path("desk/recoveries/", recovering.queue, name="recoveries"),
    path("desk/recoveries/<int:id>/", recovering.decide, name="recovery_desk"),
]
if settings.BOLE_OIDC_URL:
    urlpatterns.append(path("account/oidc/", include("bole.web.accounts.social_urls")))
