from django.urls import path

from sagacity.desks.builder.views import beginning, changes, draft, home, publishing, thing, trying

app_name = "desk_builder"
urlpatterns = [
    path("", home.page, name="home"),
    path("new/", beginning.new, name="new"),
    path("import/", beginning.bring_in, name="import"),
    path("procedures/<slug:procedure>/", home.one, name="procedure"),
    path("procedures/<slug:procedure>/end/", publishing.end, name="end"),
    path("procedures/<slug:procedure>/<str:version>.toml", home.export, name="export"),
    path("<str:key>/", draft.page, name="draft"),
    path("<str:key>/draft.toml", draft.export, name="draft-export"),
    path("<str:key>/act/", draft.act, name="act"),
    path("<str:key>/change/", thing.change, name="change"),
    path("<str:key>/edit/<str:where>/", thing.edit, name="edit"),
    path("<str:key>/preview/", trying.preview, name="preview"),
    path("<str:key>/try/", trying.page, name="try"),
    path("<str:key>/changes/", changes.page, name="changes"),
    path("<str:key>/publish/", publishing.page, name="publish"),
]
