from django.urls import path

from sagacity.desks.talk.views import acts, display, figures, home, one

app_name = "desk_talk"
urlpatterns = [
    path("", home.page, name="home"),
    path("figures/", figures.page, name="figures"),
    path("<str:key>/", one.page, name="one"),
    path("<str:key>/say/", acts.say, name="say"),
    path("<str:key>/phrase/", acts.phrase, name="phrase"),
    path("<str:key>/hear/", acts.hear, name="hear"),
    path("<str:key>/language/", acts.language, name="language"),
    path("<str:key>/code/", acts.code, name="code"),
    path("<str:key>/end/", acts.end, name="end"),
    path("<str:key>/display/", display.page, name="display"),
    path("<str:key>/<int:number>/again/", acts.again, name="again"),
    path("<str:key>/<int:number>/mend/", acts.mend, name="mend"),
]
