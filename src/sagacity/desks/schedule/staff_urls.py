from django.urls import path

from sagacity.desks.schedule.views import acts, day

app_name = "desk_schedule"
urlpatterns = [
    path("", day.page, name="day"),
    path("day.csv", day.sheet, name="csv"),
    path("names/", day.names, name="names"),
    path("book/", acts.book, name="book"),
    path("close/", acts.close, name="close"),
    path("close/<int:number>/end/", acts.reopen, name="reopen"),
    path("<str:key>/", acts.one, name="one"),
    path("<str:key>/mark/", acts.mark, name="mark"),
    path("<str:key>/move/", acts.move, name="move"),
    path("<str:key>/cancel/", acts.cancel, name="cancel"),
]
