from django.urls import path

from sagacity.desks.notices.views import asking, buttons, listing, one, unreached, writing

app_name = "desk_notices"
urlpatterns = [
    path("", listing.home, name="home"),
    path("new/", writing.new, name="new"),
    path("check/", asking.check, name="check"),
    path("reach/", asking.reach, name="reach"),
    path("preview/", asking.preview, name="preview"),
    path("find/", asking.find, name="find"),
    path("<str:key>/", one.page, name="one"),
    path("<str:key>/edit/", writing.edit, name="edit"),
    path("<str:key>/figures/", one.figures, name="figures"),
    path("<str:key>/unreached/", unreached.page, name="unreached"),
    path("<str:key>/unreached.csv", unreached.as_csv, name="unreached-csv"),
    path("<str:key>/submit/", buttons.submit, name="submit"),
    path("<str:key>/approve/", buttons.approve, name="approve"),
    path("<str:key>/refuse/", buttons.refuse, name="refuse"),
    path("<str:key>/recall/", buttons.recall, name="recall"),
    path("<str:key>/discard/", buttons.discard, name="discard"),
]
