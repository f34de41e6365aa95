from django.urls import path

from sagacity.miniapps.booking import choosing, deciding, mine, moving, rounds, waiting

app_name = "booking"
urlpatterns = [
    path("", choosing.door, name="door"),
    path("mine/", mine.listed, name="mine"),
    path("mine/<str:key>/", mine.one, name="one"),
    path("mine/<str:key>/confirm/", deciding.confirm, name="confirm"),
    path("mine/<str:key>/cancel/", deciding.cancel, name="cancel"),
    path("mine/<str:key>/move/", moving.page, name="move"),
    path("mine/<str:key>/booking.ics", mine.calendar, name="ics"),
    path("waiting/<str:key>/leave/", waiting.leave, name="leave"),
    path("rounds/", rounds.listed, name="rounds"),
    path("rounds/<str:key>/", rounds.one, name="round"),
    path("rounds/<str:key>/enter/", rounds.enter, name="enter"),
    path("rounds/<str:key>/withdraw/", rounds.withdraw, name="withdraw"),
    path("rounds/<str:key>/draw.json", rounds.draw, name="draw"),
    path("<str:service>/", choosing.page, name="service"),
    path("<str:service>/hold/", choosing.hold, name="hold"),
    path("<str:service>/wait/", waiting.wait, name="wait"),
]
