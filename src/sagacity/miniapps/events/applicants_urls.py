"""Doors of whoever looks after applicants."""

from django.urls import path

from sagacity.miniapps.events import (
    applicants,
    applicants_acts,
    applicants_came,
    applicants_files,
    applicants_terms,
)

urlpatterns = [
    path("applicants/", applicants.offers, name="applicants_home"),
    path("applicants/<str:key>/", applicants.page, name="applicants"),
    path("applicants/<str:key>/terms/", applicants_terms.page, name="applicants_terms"),
    path("applicants/<str:key>/state/", applicants_terms.set_state, name="applicants_state"),
    path("applicants/<str:key>/add/", applicants_acts.add, name="applicants_add"),
    path("applicants/<str:key>/cancel/", applicants_acts.cancel, name="applicants_cancel"),
    path("applicants/<str:key>/attend/", applicants_acts.attend, name="applicants_attend"),
    path("applicants/<str:key>/came/", applicants_came.page, name="applicants_came"),
    path("applicants/<str:key>/came/join/", applicants_came.join, name="applicants_join"),
    path("applicants/<str:key>/message/", applicants_acts.message, name="applicants_message"),
    path("applicants/<str:key>/list.csv", applicants_files.as_csv, name="applicants_csv"),
    path("applicants/<str:key>/print/", applicants_files.on_paper, name="applicants_print"),
]
