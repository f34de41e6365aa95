from django.urls import path

from sagacity.desks.reform.views import changes, export, pages

app_name = "desk_reform"
urlpatterns = [
    path("", pages.flow, name="flow"),
    path("demand/", pages.demand, name="demand"),
    path("forms/", pages.hardships, name="hardships"),
    path("voices/", pages.visitors, name="voices"),
    path("changes/", changes.home, name="changes"),
    path("changes/write/", changes.write, name="write"),
    path("changes/<str:key>/", changes.one, name="change"),
    path("changes/<str:key>/take-back/", changes.take_back, name="take-back"),
    path("changes/<str:key>/compared.csv", changes.as_csv, name="compared-csv"),
    path("changes/<str:key>/compared.xlsx", changes.as_xlsx, name="compared-xlsx"),
    path("tables/<slug:table>.csv", export.as_csv, name="csv"),
    path("tables/<slug:table>.xlsx", export.as_xlsx, name="xlsx"),
]
