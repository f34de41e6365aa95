from django.urls import path

from sagacity.miniapps.notices import archive, how, how_channels, how_mail, how_topics, inbox, letter

app_name = "notices"
urlpatterns = [
    path("", inbox.door, name="door"),
    path("read-all/", inbox.read_all, name="read-all"),
    path("inbox.json", inbox.offline, name="inbox-json"),
    path("archive/", archive.page, name="archive"),
    path("how/", how.page, name="how"),
    path("how/topic/", how_topics.choose, name="topic"),
    path("how/channels/", how_channels.order, name="channels"),
    path("how/hours/", how_channels.hours, name="hours"),
    path("how/line/", how_channels.line, name="line"),
    path("how/drop/", how_channels.drop, name="drop"),
    path("how/mail/", how_mail.ask, name="mail"),
    path("how/mail/confirm/", how_mail.confirm, name="mail-confirm"),
    path("<str:key>/", letter.page, name="letter"),
]
