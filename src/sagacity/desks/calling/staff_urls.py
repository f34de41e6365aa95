from django.urls import path

from sagacity.desks.calling.views import acts, figures, home, issuing, stations, working

app_name = "desk_calling"
urlpatterns = [
    path("", home.page, name="home"),
    path("desks/<str:key>/", working.page, name="desk"),
    path("desks/<str:key>/next/", acts.call_next, name="next"),
    path("desks/<str:key>/close/", acts.close, name="close"),
    path("desks/<str:key>/issue/", issuing.issue, name="issue"),
    path("desks/<str:key>/<str:ticket>/<slug:verb>/", acts.act, name="act"),
    path("tickets/<str:key>/", issuing.printed, name="printed"),
    path("stations/<slug:branch>/entries/", stations.entries, name="entries"),
    path("figures/", figures.page, name="figures"),
    path("figures.csv", figures.sheet, name="figures-csv"),
    path("what-if/", figures.what_if, name="what-if"),
]
