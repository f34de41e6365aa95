from django.urls import path

from sagacity.desks.onestop.views import acts, coming, leaving, sheet

app_name = "desk_onestop"
urlpatterns = [
    path("", coming.home, name="home"),
    path("begin/", coming.begin, name="begin"),
    path("<str:key>/", sheet.page, name="one"),
    path("<str:key>/live/", sheet.live, name="live"),
    path("<str:key>/take-over/", coming.take_over, name="take-over"),
    path("<str:key>/paper/", leaving.paper, name="paper"),
    path("<str:key>/pair/", acts.pair, name="pair"),
    path("<str:key>/list/", leaving.page, name="list"),
    path("<str:key>/act/<slug:verb>/", acts.act, name="act"),
]
