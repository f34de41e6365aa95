from django.urls import path

from sagacity.miniapps.surveys import views

app_name = "surveys"
urlpatterns = [
    path("", views.listed, name="listed"),
    path("<slug:key>/", views.one, name="one"),
    path("<slug:key>/answer/", views.answer, name="answer"),
    path("<slug:key>/results/", views.results, name="results"),
    path("<slug:key>/results.csv", views.results_csv, name="csv"),
]
