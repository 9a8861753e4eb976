"""Addresses of materials, files and uploads."""

from django.urls import path

from bole.web.uploads import (
    chunk_views,
    evidence_views,
    file_views,
    scan_views,
    template_views,
    views,
)

_MATERIAL = "cases/<uuid:case>/materials/<str:material>/"

urlpatterns = [
    path("cases/<uuid:case>/materials/", views.materials, name="case_materials"),
    path("cases/<uuid:case>/materials-ask/", views.ask, name="case_ask"),
    path(_MATERIAL, views.material, name="case_material"),
    path(f"{_MATERIAL}order/", views.order, name="case_order"),
    path(f"{_MATERIAL}explain/", views.explain, name="case_explain"),
    path(f"{_MATERIAL}again/", views.again, name="case_again"),
    path(f"{_MATERIAL}template/", template_views.template, name="case_template"),
    path(f"{_MATERIAL}uploads/", chunk_views.start, name="case_upload_start"),
    path(f"{_MATERIAL}uploads/finish/", chunk_views.finish, name="case_upload_finish"),
    path("uploads/<uuid:upload>/", chunk_views.upload, name="upload"),
    path("cases/<uuid:case>/files/<uuid:item>/", file_views.file, name="case_file"),
    path("cases/<uuid:case>/files/<uuid:item>/change/", views.item, name="case_item"),
    path(
        "cases/<uuid:case>/files/<uuid:item>/first-page/",
        file_views.thumbnail,
        name="case_thumbnail",
    ),
    path("me/evidence/", evidence_views.mine, name="evidence"),
    path("me/evidence/<uuid:item>/", evidence_views.file, name="evidence_file"),
    path("me/evidence/<uuid:item>/change/", evidence_views.change, name="evidence_change"),
    path("organisations/requests/<uuid:uid>/scan/", scan_views.scan, name="organisation_licence"),
]
