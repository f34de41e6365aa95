from django.urls import path

from sagacity.miniapps.developers import desk

app_name = "developers_desk"
urlpatterns = [
    path("", desk.home, name="home"),
    path("requests/<str:key>/", desk.one_request, name="request"),
    path("keys/<str:id_>/", desk.one_key, name="key"),
]
