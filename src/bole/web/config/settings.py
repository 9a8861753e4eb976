"""Settings of the site, from the environment; nothing secret stands in the code.

DJANGO_SECRET_KEY     required unless DJANGO_DEBUG is on: 50 characters or more by chance
DJANGO_OLD_SECRET_KEYS  those of before, with commas, while what they signed is to stay good
DJANGO_DEBUG          1 for development
DJANGO_ALLOWED_HOSTS  host names, with commas; default localhost
BOLE_HTTPS            1 behind TLS: secure cookies, HSTS, redirect
DATABASE_URL          postgresql://… ; without it SQLite at BOLE_HOME/bole.sqlite3
BOLE_HOME             where the site keeps what it stores; default ./bole-data
BOLE_FILES            where uploaded files lie; default BOLE_HOME/files
BOLE_STORAGE          a Django storage class instead, such as one for an object store
BOLE_STORAGE_OPTIONS  its options as JSON
BOLE_ACCEL            a prefix under which the proxy sends stored files (X-Accel-Redirect)
BOLE_CLAMD            the virus scanner: host:port or the path of its socket
BOLE_VAULT_DAYS       days after a case's end until its files of the vault go; default 365
BOLE_KEYS             keys that encrypt at rest, newest first: id:base64,id:base64
BOLE_INDEX_KEY        key of the blind indexes (base64, 32 bytes); never changes
BOLE_ANCHORS          file outside the database for the audit's daily anchors
BOLE_STATIC_ROOT      where `collectstatic` put the files; makes their names carry a hash
BOLE_NOW              a fixed moment (2025-05-20T10:00) instead of the clock, for trials
BOLE_DEMO             1 for the demonstration: a clock that visitors move; never behind TLS
BOLE_PROXY_STAMPS     1 where the proxy sets X-Request-Start (t=seconds.millis) on every request
BOLE_URL              the site's address (https://…), which links in mails begin with
BOLE_POSTS_USER, BOLE_POSTS_ADDRESS  posts in a minute and process by account and by address (600)
BOLE_PROXIES          how many reverse proxies stand in front (0): where requests come from
BOLE_IDLE, BOLE_IDLE_STAFF, BOLE_SESSION_HOURS  ends of a session: minutes, minutes, hours
BOLE_OIDC_URL, BOLE_OIDC_NAME, BOLE_OIDC_CLIENT, BOLE_OIDC_SECRET  another way to sign in
BOLE_SMS              how codes leave: http, or console/file in development (docs/tasks/gateways.md)
BOLE_SMS_URL, BOLE_SMS_KEY_ID, BOLE_SMS_SECRET, BOLE_SMS_SIGN, BOLE_SMS_TIMEOUT  for http
BOLE_MAIL             smtp, or console/file in development
BOLE_MAIL_FROM, BOLE_SMTP_HOST, BOLE_SMTP_PORT, BOLE_SMTP_USER, BOLE_SMTP_PASSWORD, BOLE_SMTP_SECURITY
"""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

import dj_database_url

from bole.web.config import guard

WEB = Path(__file__).resolve().parent.parent


def _flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in ("1", "true", "yes", "on")


DEBUG = _flag("DJANGO_DEBUG")
SECRET_KEY = os.environ.get("DJANGO_SECRET_KEY", "")
if not SECRET_KEY and DEBUG:
    SECRET_KEY = secrets.token_urlsafe(48)
#: Keys of before: what they signed is still good, nothing new is signed with them.
SECRET_KEY_FALLBACKS = list(filter(None, os.environ.get("DJANGO_OLD_SECRET_KEYS", "").split(",")))
ALLOWED_HOSTS = os.environ.get("DJANGO_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

HTTPS = _flag("BOLE_HTTPS")
BOLE_DEMO = _flag("BOLE_DEMO")
BOLE_NOW = os.environ.get("BOLE_NOW", "")
BOLE_PROXY_STAMPS = _flag("BOLE_PROXY_STAMPS")
guard.refuse(os.environ, debug=DEBUG, https=HTTPS, demo=BOLE_DEMO)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "bole.web.accounts",  # before allauth, whose templates it replaces
    "allauth",
    "allauth.account",
    "allauth.mfa",
    # Its tables are there whether BOLE_OIDC_URL is set or not: a backup goes from one to the other.
    "allauth.socialaccount",
    "django_tasks",
    "django_tasks_db",
    "bole.web.common",
    "bole.web.audit",
    "bole.web.organisations",
    "bole.web.notices",
    "bole.web.programmes",
    "bole.web.cycles",
    "bole.web.profiles",
    "bole.web.materials",
    "bole.web.applications",
    "bole.web.selfcheck",
    "bole.web.compare",
    "bole.web.forms",
    "bole.web.uploads",
    "bole.web.demo",
    "bole.web.home",
    "bole.web.operations",
]
MIDDLEWARE = [
    "bole.web.applications.middleware.arrival",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "bole.web.common.middleware.request_ids",
    "bole.web.common.middleware.headers",
    "bole.web.common.limits.methods",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "bole.web.common.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "bole.web.common.middleware.no_store",
    # Before anything that reads the body, which the next ones do.
    "bole.web.common.limits.sizes",
    "bole.web.common.limits.rates",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "bole.web.accounts.middleware.session_limits",
    "bole.web.applications.middleware.standing",
    "bole.web.home.middleware.second_factor",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "bole.web.config.urls"
WSGI_APPLICATION = "bole.web.config.wsgi.application"

# What is stored ---------------------------------------------------------------------------
BOLE_HOME = Path(os.environ.get("BOLE_HOME") or "bole-data").resolve()
BOLE_FILES = Path(os.environ.get("BOLE_FILES") or BOLE_HOME / "files").resolve()
DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{BOLE_HOME / 'bole.sqlite3'}", conn_max_age=600, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Writers wait for each other instead of failing; what was acknowledged outlives a power cut.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
BOLE_KEYS = os.environ.get("BOLE_KEYS", "")
BOLE_INDEX_KEY = os.environ.get("BOLE_INDEX_KEY", "")
BOLE_CLAMD = os.environ.get("BOLE_CLAMD", "")
BOLE_ACCEL = os.environ.get("BOLE_ACCEL", "")
#: Files of the vault are erased so many days after a case ended.
BOLE_VAULT_DAYS = int(os.environ.get("BOLE_VAULT_DAYS") or 365)
BOLE_ANCHORS = os.environ.get("BOLE_ANCHORS") or str(BOLE_HOME / "anchors.txt")
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# What leaves the site ---------------------------------------------------------------------
_OUTGOING = "console" if DEBUG or BOLE_DEMO else ""
BOLE_SMS = os.environ.get("BOLE_SMS", _OUTGOING or "http")
BOLE_SMS_URL = os.environ.get("BOLE_SMS_URL", "")
BOLE_SMS_KEY_ID = os.environ.get("BOLE_SMS_KEY_ID", "")
BOLE_SMS_SECRET = os.environ.get("BOLE_SMS_SECRET", "")
BOLE_SMS_SIGN = os.environ.get("BOLE_SMS_SIGN", "伯乐")
BOLE_SMS_TIMEOUT = float(os.environ.get("BOLE_SMS_TIMEOUT", "5"))
BOLE_MAIL = os.environ.get("BOLE_MAIL", _OUTGOING or "smtp")
BOLE_URL = os.environ.get("BOLE_URL", "")
BOLE_MAIL_FROM = os.environ.get("BOLE_MAIL_FROM", "bole@localhost")
_BACKEND = "filebased" if BOLE_MAIL == "file" else BOLE_MAIL
EMAIL_BACKEND = f"django.core.mail.backends.{_BACKEND}.EmailBackend"
EMAIL_FILE_PATH = BOLE_HOME / "outbox" / "mail"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = BOLE_MAIL_FROM
EMAIL_HOST = os.environ.get("BOLE_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("BOLE_SMTP_PORT", "465"))
EMAIL_HOST_USER = os.environ.get("BOLE_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("BOLE_SMTP_PASSWORD", "")
_SMTP_SECURITY = os.environ.get("BOLE_SMTP_SECURITY", "tls")  # tls, starttls or none
EMAIL_USE_SSL = _SMTP_SECURITY == "tls"
EMAIL_USE_TLS = _SMTP_SECURITY == "starttls"
EMAIL_TIMEOUT = 10

# Who signs in -----------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_RULES = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": name, "OPTIONS": options}
    for name, options in (
        (f"{_RULES}.UserAttributeSimilarityValidator", {"user_attributes": ("email", "name")}),
        ("bole.web.accounts.passwords.LongEnough", {"min_length": 10}),
        (f"{_RULES}.CommonPasswordValidator", {}),
        (f"{_RULES}.NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "programmes"
ACCOUNT_ADAPTER = "bole.web.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "bole.web.accounts.password_form.PasswordSignInForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 5 * 60
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # before mail address, phone or password change
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_USER_DISPLAY = "bole.web.accounts.queries.shown"
ACCOUNT_RATE_LIMITS = {"login_failed": "10/5m/key", "login": "", "change_phone": ""}
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
MFA_ADAPTER = "bole.web.accounts.adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
#: Sign-in through another identity provider, where BOLE_OIDC_URL names one.
BOLE_OIDC_URL = os.environ.get("BOLE_OIDC_URL", "")
BOLE_OIDC_NAME = os.environ.get("BOLE_OIDC_NAME", "OpenID")
if BOLE_OIDC_URL:
    INSTALLED_APPS += ["allauth.socialaccount.providers.openid_connect"]
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "oidc",
                    "name": BOLE_OIDC_NAME,
                    "client_id": os.environ.get("BOLE_OIDC_CLIENT", ""),
                    "secret": os.environ.get("BOLE_OIDC_SECRET", ""),
                    "settings": {"server_url": BOLE_OIDC_URL},
                }
            ],
        }
    }
    SOCIALACCOUNT_ADAPTER = "bole.web.accounts.social.SocialAdapter"
    # A link, as a form may not lead off the site; state and PKCE guard the way back.
    SOCIALACCOUNT_LOGIN_ON_GET = True
    SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
SESSION_COOKIE_HTTPONLY = True
#: A session ends after so many minutes without a request, and after so many hours in any case.
BOLE_IDLE = int(os.environ.get("BOLE_IDLE") or 120)
BOLE_IDLE_STAFF = int(os.environ.get("BOLE_IDLE_STAFF") or 30)
BOLE_SESSION_HOURS = int(os.environ.get("BOLE_SESSION_HOURS") or 12)
SESSION_COOKIE_AGE = 2 * BOLE_SESSION_HOURS * 3600
#: Shared by all processes: what allauth counts, and codes of the second factor that were used.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "bole_cache",
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}
#: How many proxies of ours stand in front and add to X-Forwarded-For.
BOLE_PROXIES = int(os.environ.get("BOLE_PROXIES") or 0)
SESSION_COOKIE_SAMESITE = "Lax"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "bole.web.common.context.site",
                "bole.web.demo.context.demo",
                "bole.web.notices.context.bell",
            ],
            "builtins": ["django.templatetags.i18n", "bole.web.common.templatetags.components"],
        },
    }
]

# Words ------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [WEB / "locale"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# Files ------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = os.environ.get("BOLE_STATIC_ROOT") or None
WHITENOISE_USE_FINDERS = STATIC_ROOT is None
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "files": {
        "BACKEND": os.environ.get("BOLE_STORAGE") or "bole.web.materials.disk.Disk",
        "OPTIONS": json.loads(os.environ.get("BOLE_STORAGE_OPTIONS") or "{}"),
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_ROOT
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# Safety -----------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "connect-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
#: A request with files, in bytes; posts in a minute by account and by address (0: not counted).
BOLE_LARGEST = 52 * 1024 * 1024
BOLE_POSTS_USER = int(os.environ.get("BOLE_POSTS_USER") or 600)
BOLE_POSTS_ADDRESS = int(os.environ.get("BOLE_POSTS_ADDRESS") or 600)
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "bole.web.common.views.form_expired"
DATA_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
if HTTPS:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    # Bound to this host and to TLS: no neighbour under the same domain can set them.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
#: Preloading HSTS binds the whole domain for years: whoever owns the domain decides that.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

# Requests are not logged with their content; errors name the place, never the answers.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"clean": {"()": "bole.web.common.logs.Clean"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "clean"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
