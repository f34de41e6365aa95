from django.urls import path

from sagacity.desks.guiding import asking, coming, listing, rules

app_name = "desk_guiding"
urlpatterns = [
    path("", coming.home, name="home"),
    path("rules/", rules.page, name="rules"),
    path("begin/<slug:event>/", coming.begin, name="begin"),
    path("<str:key>/", listing.page, name="one"),
    path("<str:key>/b/<slug:block>/", asking.block, name="block"),
    path("<str:key>/tick/", listing.tick, name="tick"),
    path("<str:key>/paper/", listing.paper, name="paper"),
]
