from django.urls import path

from sagacity.miniapps.waiting import opinions, screen, views

app_name = "waiting"
urlpatterns = [
    path("", views.home, name="home"),
    path("take/<slug:line>/", views.take, name="take"),
    path("screen/<slug:place>/", screen.page, name="screen"),
    path("board/<slug:place>.json", screen.board, name="board"),
    path("tablet/<str:desk>/", opinions.tablet, name="tablet"),
    path("<str:key>/", views.one, name="one"),
    path("<str:key>/opinion/", opinions.say, name="opinion"),
    path("<str:key>/leave/", views.leave, name="leave"),
]
