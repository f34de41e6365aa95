from django.urls import path

from sagacity.identity.verification.views import keys, resident, signing, staff

app_name = "verification"
urlpatterns = [
    path("me/verify/", resident.why, name="why"),
    path("me/verify/start/", resident.start, name="start"),
    path("me/verify/back/", resident.back, name="back"),
    path("me/verify/done/", resident.done, name="done"),
    path("me/verify/waiting/", resident.waiting, name="waiting"),
    path("me/verify/sign/", signing.trial, name="trial"),
    path("me/verify/sign/<str:key>/", signing.page, name="sign"),
    path("me/verify/sign/<str:key>/start/", signing.start, name="sign-start"),
    path("me/verify/keys.json", keys.public, name="keys"),
    path("staff/verification/", staff.waiting, name="questions"),
    path("staff/verification/<str:key>/", staff.one, name="question"),
    path("staff/verification/<str:key>/decide/", staff.decide, name="decide"),
]
