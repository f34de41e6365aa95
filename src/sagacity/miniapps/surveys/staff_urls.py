from django.urls import path

from sagacity.miniapps.surveys import desk

app_name = "surveys_desk"
urlpatterns = [
    path("", desk.home, name="home"),
    path("<slug:key>/", desk.one, name="one"),
    path("<slug:key>/live/", desk.live, name="live"),
    path("<slug:key>/invite/", desk.invite, name="invite"),
    path("<slug:key>/close/", desk.close, name="close"),
    path("<slug:key>/words/", desk.words, name="words"),
    path("<slug:key>/crossed/", desk.crossed, name="crossed"),
]
