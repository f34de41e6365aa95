from django.urls import path

from sagacity.miniapps.apply import (
    about,
    blocks,
    case,
    copies,
    elsewhere,
    files,
    finding,
    mine,
    papers,
    program,
    sending,
)

app_name = "apply"
urlpatterns = [
    path("", finding.find, name="find"),
    path("p/<str:procedure>/", about.one, name="one"),
    path("p/<str:procedure>/begin/", about.begin, name="begin"),
    path("forms/<str:key>/", blocks.where_it_stands, name="form"),
    path("forms/<str:key>/b/papers/", papers.papers, name="papers"),
    path("forms/<str:key>/b/<str:block>/", blocks.block, name="block"),
    path("forms/<str:key>/review/", sending.review, name="review"),
    path("forms/<str:key>/send/", sending.send, name="send"),
    path("forms/<str:key>/prefill/", blocks.prefill, name="prefill"),
    path("forms/<str:key>/elsewhere/", elsewhere.elsewhere, name="elsewhere"),
    path("forms/<str:key>/drop/", blocks.let_go, name="drop"),
    path("forms/<str:key>/files/", files.listed, name="files"),
    path("forms/<str:key>/files/add/", files.add, name="add_file"),
    path("forms/<str:key>/files/<str:upload>/", files.one, name="file"),
    path("resume/", elsewhere.resume, name="resume"),
    path("resume/<str:code>/", elsewhere.resume, name="resume_by"),
    path("mine/", mine.listed, name="mine"),
    path("cases/<str:key>/", case.one, name="case"),
    path("cases/<str:key>/answer/", case.answer, name="answer"),
    path("cases/<str:key>/correct/", case.correct, name="correct"),
    path("cases/<str:key>/copy/", copies.copy, name="copy"),
    path("cases/<str:key>/withdraw/", case.withdraw, name="withdraw"),
    path("cases/<str:key>/documents/<str:document>/", case.document, name="document"),
    path("cases/<str:key>/papers/<str:upload>/", case.paper, name="paper"),
    path("api/<str:procedure>/", program.submit, name="api"),
]
