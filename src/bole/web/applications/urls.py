"""Addresses of cases."""

from django.urls import path

from bole.web.applications import desk_views, submit_views, verify_views, views

urlpatterns = [
    path("apply/<path:pack>/<slug:programme>/", views.apply, name="apply"),
    path("cases/", views.cases, name="cases"),
    path("cases/<uuid:case>/", views.case, name="case"),
    path("cases/<uuid:case>/choice/", views.choice, name="case_choice"),
    path("cases/<uuid:case>/submit/", submit_views.submit, name="case_submit"),
    path("cases/<uuid:case>/receipt/", submit_views.receipt, name="case_receipt"),
    path("cases/<uuid:case>/receipt.pdf", submit_views.receipt_pdf, name="case_receipt_pdf"),
    path("cases/<uuid:case>/withdraw/", submit_views.withdraw, name="case_withdraw"),
    path("cases/<uuid:case>/read/", desk_views.read, name="case_read"),
    path("cases/<uuid:case>/verify/", verify_views.verify, name="case_verify"),
    path("desk/cases/", desk_views.cases, name="desk_cases"),
    path("desk/cases.csv", desk_views.export, {"kind": "csv"}, name="desk_cases_csv"),
    path("desk/cases.xlsx", desk_views.export, {"kind": "xlsx"}, name="desk_cases_xlsx"),
    path("desk/cases/filters/", desk_views.keep_filter, name="desk_filters"),
]
