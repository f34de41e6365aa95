from django.urls import path

from sagacity.desks.remote.views import acts, files, filling, home, talking

app_name = "desk_remote"
urlpatterns = [
    path("", home.page, name="home"),
    path("desks/<str:key>/", home.desk, name="desk"),
    path("desks/<str:key>/next/", acts.take_next, name="next"),
    path("desks/<str:key>/close/", acts.close, name="close"),
    path("calls/<str:key>/", talking.page, name="call"),
    path("calls/<str:key>/sit/", talking.sit, name="sit"),
    path("calls/<str:key>/invite/", talking.invite, name="invite"),
    path("calls/<str:key>/aside/", acts.aside, name="aside"),
    path("calls/<str:key>/hand-over/", acts.hand_over, name="hand-over"),
    path("calls/<str:key>/end/", acts.end, name="end"),
    path("calls/<str:key>/form/", filling.page, name="work"),
    path("calls/<str:key>/form/begin/", filling.begin, name="begin"),
    path("calls/<str:key>/form/turn/", filling.turn, name="turn"),
    path("calls/<str:key>/form/take-over/", filling.take_over, name="take-over"),
    path("calls/<str:key>/files/<str:upload>/", files.one, name="file"),
]
