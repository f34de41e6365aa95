"""Doors for whoever applies; they stand before the doors of single events, whose keys are anything."""

from django.urls import path

from sagacity.miniapps.events import applications, applying

urlpatterns = [
    path("mine/", applications.mine, name="mine"),
    path("mine/<str:key>/", applications.one, name="booking"),
    path("mine/<str:key>/cancel/", applications.cancel, name="booking_cancel"),
    path("<str:key>/apply/", applying.page, name="apply"),
]
