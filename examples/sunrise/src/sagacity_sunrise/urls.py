from django.urls import path

from sagacity_sunrise import views

app_name = "sunrise"
urlpatterns = [path("", views.days, name="days")]
