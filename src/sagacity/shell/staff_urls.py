from django.urls import path

from sagacity.shell import staff_kept, staff_views

app_name = "staff"
urlpatterns = [
    path("staff/", staff_views.home, name="home"),
    path("staff/kept/", staff_kept.page, name="kept"),
    path("staff/search/", staff_views.find, name="search"),
]
