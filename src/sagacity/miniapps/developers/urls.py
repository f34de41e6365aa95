from django.urls import path

from sagacity.miniapps.developers import asking, reading

app_name = "developers"
urlpatterns = [
    path("", reading.door, name="door"),
    path("types/<str:name>/", reading.kind, name="kind"),
    path("types/<str:name>/schema.json", reading.kind_schema, name="schema"),
    path("request/", asking.ask, name="ask"),
    path("requests/<str:token>/", asking.follow, name="follow"),
]
