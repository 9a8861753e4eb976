"""Addresses of organisations: for those who act for one, and for the offices that check them."""

from django.urls import path

from bole.web.organisations import desk_views as desk
from bole.web.organisations import views

urlpatterns = [
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/register/", views.register, name="organisation_register"),
    path("organisations/recover/", views.recover, name="organisation_recover"),
    path("organisations/requests/<uuid:uid>/withdraw/", views.withdraw, name="request_withdraw"),
    path("organisations/invitations/<uuid:uid>/", views.invitation, name="invitation"),
    path("organisations/<str:uscc>/", views.organisation, name="organisation"),
    path("organisations/<str:uscc>/refresh/", views.refresh, name="organisation_refresh"),
    path("organisations/<str:uscc>/invite/", views.invite, name="organisation_invite"),
    path("organisations/<str:uscc>/members/<int:id>/", views.member, name="organisation_member"),
    path(
        "organisations/<str:uscc>/invitations/<uuid:uid>/cancel/",
        views.cancel_invitation,
        name="invitation_cancel",
    ),
    path("desk/organisations/", desk.waiting, name="desk_organisations"),
    path("desk/organisations/all/", desk.everyone, name="desk_organisations_all"),
    path("desk/organisations/new/<slug:kind>/", desk.found, name="desk_organisation_new"),
    path("desk/organisations/requests/<uuid:uid>/", desk.request_page, name="desk_request"),
    path("desk/organisations/<str:uscc>/", desk.organisation, name="desk_organisation"),
    path("desk/desks/", desk.programmes, name="desk_desks"),
    path("desk/desks/<path:pack>/<slug:programme>/", desk.desks, name="desk_desks_of"),
    path("desk/deliveries/", desk.deliveries, name="desk_deliveries"),
]
