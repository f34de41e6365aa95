from django.urls import path

from sagacity.miniapps.looks import staff_views

app_name = "looks_desk"
urlpatterns = [
    path("", staff_views.listed, name="listed"),
    path("<str:key>/", staff_views.one, name="one"),
]
