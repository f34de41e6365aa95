from django.urls import path

from sagacity.miniapps.topics import desk, desk_editors, desk_themes

app_name = "topics_desk"
urlpatterns = [
    path("", desk.home, name="home"),
    path("write/", desk.write, name="write"),
    path("posts/<str:key>/", desk.post, name="post"),
    path("posts/<str:key>/decide/", desk.decide, name="decide"),
    path("reports/<str:key>/", desk.report, name="report"),
    path("themes/", desk_themes.themes, name="themes"),
    path("themes/new/", desk_themes.theme, name="new_theme"),
    path("themes/<slug:key>/", desk_themes.theme, name="theme"),
    path("editors/", desk_editors.editors, name="editors"),
    path("editors/invite/", desk_editors.invite, name="invite"),
    path("editors/invitations/<str:key>/withdraw/", desk_editors.withdraw, name="withdraw"),
    path("editors/<str:key>/", desk_editors.editor, name="editor"),
]
