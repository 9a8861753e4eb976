"""All addresses: each feature brings its own."""

from django.urls import include, path

handler404 = "bole.web.common.views.not_found"
handler500 = "bole.web.common.views.broken"

urlpatterns = [
    path("", include("bole.web.programmes.urls")),
    path("selfcheck/", include("bole.web.selfcheck.urls")),
    path("compare/", include("bole.web.compare.urls")),
    path("", include("bole.web.accounts.urls")),
    path("", include("bole.web.cycles.urls")),
    path("", include("bole.web.organisations.urls")),
    path("", include("bole.web.notices.urls")),
    path("", include("bole.web.applications.urls")),
    path("", include("bole.web.uploads.urls")),
    path("", include("bole.web.profiles.urls")),
    path("", include("bole.web.forms.urls")),
    path("", include("bole.web.home.urls")),
    path("demo/", include("bole.web.demo.urls")),
    path("", include("bole.web.audit.urls")),
    path("", include("bole.web.common.urls")),
]
