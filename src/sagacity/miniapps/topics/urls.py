from django.urls import path

from sagacity.miniapps.topics import choosing, invited, mine, reading, reporting

app_name = "topics"
urlpatterns = [
    path("", reading.door, name="door"),
    path("choose/", choosing.page, name="choose"),
    path("choose/town/", choosing.town, name="town"),
    path("follow/", choosing.follow, name="follow"),
    path("posts/<str:key>/", reading.post, name="post"),
    path("posts/<str:key>/report/", reporting.page, name="report"),
    path("invited/", invited.page, name="invited"),
    path("mine/", mine.page, name="mine"),
    path("mine/write/", mine.write, name="write"),
    path("mine/<str:key>/", mine.write, name="rewrite"),
    path("mine/<str:key>/take-back/", mine.take_back, name="take_back"),
]
