from django.urls import path

from sagacity.miniapps.remote import entering, papers, proving, sending, sharing, talking

app_name = "remote"
urlpatterns = [
    path("", entering.home, name="home"),
    path("enter/<slug:line>/", entering.take, name="take"),
    path("tickets/<str:key>/", entering.sit, name="sit"),
    path("<str:token>/", talking.room, name="room"),
    path("<str:token>/name/", talking.name, name="name"),
    path("<str:token>/leave/", talking.leave, name="leave"),
    path("<str:token>/page/", sharing.page, name="page"),
    path("<str:token>/prefill/", proving.prefill, name="prefill"),
    path("<str:token>/prove/", proving.prove, name="prove"),
    path("<str:token>/send/", sending.send, name="send"),
    path("<str:token>/picture/", papers.picture, name="picture"),
    path("<str:token>/files/<str:upload>/", papers.file, name="file"),
]
