from django.urls import path

from sagacity.miniapps.pay import demo, views

app_name = "pay"
urlpatterns = [
    path("", views.listed, name="listed"),
    path("demo/", demo.ask_me, name="demo"),
    path("<str:key>/", views.one, name="one"),
    path("<str:key>/start/", views.start, name="start"),
    path("<str:key>/look/", views.look, name="look"),
    path("<str:key>/stop/", views.stop, name="stop"),
]
