from django.urls import path

from sagacity.procedures import views

app_name = "procedures"
urlpatterns = [
    path("api/procedures/", views.all_of_them, name="api"),
    path("api/procedures/<slug:procedure>/", views.one, name="api_one"),
    path("api/procedures/<slug:procedure>/schema.json", views.schema, name="api_schema"),
    path("api/procedures/<slug:procedure>/check/", views.check_answers, name="api_check"),
]
