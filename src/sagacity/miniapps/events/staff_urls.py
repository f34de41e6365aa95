from django.urls import path

from sagacity.miniapps.events import applicants_urls, desk, desk_acts, desk_entry, desk_reception

app_name = "events_desk"
urlpatterns = [
    path("", desk.home, name="home"),
    path("new/", desk_entry.new, name="new"),
    path("events.csv", desk_acts.table, name="csv"),
    path("entries/<str:run>/", desk_entry.look, name="entry"),
    path("entries/<str:run>/again/", desk_entry.again, name="again"),
    path("entries/<str:run>/submit/", desk_entry.hand_in, name="submit"),
    path("entries/<str:run>/discard/", desk_entry.discard, name="discard"),
    path("event/<str:key>/", desk.one, name="one"),
    path("event/<str:key>/edit/", desk_entry.edit, name="edit"),
    path("event/<str:key>/state/", desk_acts.set_state, name="state"),
    path("event/<str:key>/reception/", desk_reception.open_one, name="reception"),
    path("event/<str:key>/message/", desk_acts.write_to_savers, name="message"),
    *applicants_urls.urlpatterns,
]
