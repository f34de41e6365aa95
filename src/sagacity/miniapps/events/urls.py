from django.urls import path

from sagacity.miniapps.events import (
    applying_urls,
    calendar_page,
    downloads,
    event_page,
    feed_page,
    listing,
    saved,
)

app_name = "events"
urlpatterns = [
    path("", listing.door, name="door"),
    path("map/", listing.map_page, name="map"),
    path("features.json", listing.features, name="features"),
    path("calendar/", calendar_page.page, name="calendar"),
    path("events.ics", downloads.feed, name="feed"),
    path("saved/", saved.page, name="saved"),
    path("saved.json", saved.offline, name="saved_json"),
    path("saved.ics", downloads.saved, name="saved_ics"),
    path("saved/calendar/", feed_page.give, name="give_feed"),
    path("saved/calendar/end/", feed_page.end, name="end_feed"),
    path("saved/<str:token>.ics", feed_page.feed, name="saved_feed"),
    *applying_urls.urlpatterns,
    path("<str:key>/", event_page.page, name="event"),
    path("<str:key>/event.ics", downloads.one, name="ics"),
    path("<str:key>/save/", saved.save, name="save"),
]
