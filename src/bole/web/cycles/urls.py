"""Addresses of an office's decisions."""

from django.urls import path

from bole.web.cycles import views

urlpatterns = [
    path("desk/cycles/", views.cycles, name="desk_cycles"),
    path(
        "desk/cycles/<path:pack>/decide/<slug:kind>/<str:key>/", views.decide, name="cycle_decide"
    ),
    path(
        "desk/cycles/<path:pack>/quotas/<slug:programme>/<slug:table>/",
        views.quotas,
        name="cycle_quotas",
    ),
    path(
        "desk/cycles/<path:pack>/extend/<slug:programme>/<slug:what>/",
        views.extend,
        name="cycle_extend",
    ),
    path("desk/cycles/<path:pack>/end/<slug:kind>/<int:id>/", views.end, name="cycle_end"),
    path("desk/cycles/<path:pack>/", views.cycle, name="desk_cycle"),
]
