from django.urls import path

from sagacity.miniapps.places import listing, now, nurseries, saved, spot

app_name = "places"
urlpatterns = [
    path("", listing.door, name="door"),
    path("features.json", listing.features, name="features"),
    path("now/", now.page, name="now"),
    path("now/points.json", now.points, name="now_points"),
    path("now/sensor/", now.sensor, name="sensor"),
    path("nurseries/", nurseries.page, name="nurseries"),
    path("saved/", saved.page, name="saved"),
    path("saved.json", saved.offline, name="saved_json"),
    path("<str:key>/", spot.page, name="spot"),
    path("<str:key>/save/", saved.save, name="save"),
]
