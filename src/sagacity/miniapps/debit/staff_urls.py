from django.urls import path

from sagacity.miniapps.debit import desk, desk_dunning, desk_mandates, desk_results, desk_runs

app_name = "debit_desk"
urlpatterns = [
    path("", desk.home, name="home"),
    path("figures/", desk.figures, name="figures"),
    path("mandates/", desk_mandates.listed, name="mandates"),
    path("mandates.csv", desk_mandates.table, name="mandates_csv"),
    path("mandates/<str:key>/", desk_mandates.one, name="mandate"),
    path("mandates/<str:key>/ask/", desk_mandates.ask, name="ask"),
    path("mandates/<str:key>/end/", desk_mandates.end, name="end"),
    path("runs/", desk_runs.listed, name="runs"),
    path("runs/new/", desk_runs.new, name="new_run"),
    path("runs/<str:key>/", desk_runs.one, name="run"),
    path("runs/<str:key>/drop/", desk_runs.drop, name="drop"),
    path("runs/<str:key>/propose/", desk_runs.propose, name="propose"),
    path("runs/<str:key>/file/", desk_results.file, name="file"),
    path("runs/<str:key>/results/", desk_results.take, name="results"),
    path("runs/<str:key>/lines.csv", desk_runs.table, name="lines_csv"),
    path("dunning/", desk_dunning.listed, name="dunning"),
    path("dunning.csv", desk_dunning.table, name="dunning_csv"),
]
