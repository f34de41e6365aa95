from django.urls import path

from sagacity.miniapps.looks import views

app_name = "looks"
urlpatterns = [
    path("", views.listed, name="listed"),
    path("<int:number>/ask/", views.ask, name="ask"),
]
