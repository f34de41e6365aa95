from django.urls import path

from sagacity.procedures.visits import views

app_name = "visits"
urlpatterns = [
    path("visit/", views.code, name="code"),
    path("visit/screen/", views.screen, name="screen"),
    path("visit/screen/part/", views.part, name="part"),
    path("visit/screen/<int:group>/", views.correct, name="correct"),
    path("visit/screen/sign/", views.sign, name="sign"),
    path("visit/list/<str:token>/", views.listed, name="list"),
]
