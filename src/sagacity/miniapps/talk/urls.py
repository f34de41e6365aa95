from django.urls import path

from sagacity.miniapps.talk import acts, display, pairing, screen

app_name = "talk"
urlpatterns = [
    path("", pairing.page, name="home"),
    path("leave/", pairing.leave, name="leave"),
    path("screen/", screen.page, name="screen"),
    path("say/", acts.say, name="say"),
    path("phrase/", acts.phrase, name="phrase"),
    path("language/", acts.language, name="language"),
    path("hear/", acts.hear, name="hear"),
    path("display/", display.page, name="display"),
]
