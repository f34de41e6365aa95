from django.urls import path

from sagacity.miniapps.places import listing, nurseries, saved, spot

app_name = "places"
urlpatterns = [
    path("", listing.door, name="door"),
    path("features.json", listing.features, name="features"),
    path("nurseries/", nurseries.page, name="nurseries"),
    path("saved/", saved.page, name="saved"),
    path("saved.json", saved.offline, name="saved_json"),
    path("<str:key>/", spot.page, name="spot"),
    path("<str:key>/save/", saved.save, name="save"),
]
