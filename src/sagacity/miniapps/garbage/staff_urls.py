from django.urls import path

from sagacity.miniapps.garbage import desk, desk_edits, desk_files

app_name = "garbage_desk"
urlpatterns = [
    path("", desk.patterns, name="patterns"),
    path("patterns/<str:pattern>/", desk.pattern, name="pattern"),
    path("patterns/<str:pattern>/rules/", desk_edits.rules, name="rules"),
    path("patterns/<str:pattern>/exceptions/", desk_edits.add_exception, name="add_exception"),
    path("patterns/<str:pattern>/exceptions/drop/", desk_edits.drop_exception, name="drop_exception"),
    path("patterns/<str:pattern>/approve/", desk_edits.approve, name="approve"),
    path("patterns/<str:pattern>/discard/", desk_edits.discard, name="discard"),
    path("closures/", desk_edits.closures, name="closures"),
    path("closures/open/", desk_edits.open_facility, name="open_facility"),
    path("import/", desk_files.take_in, name="import"),
    path("export.zip", desk_files.give_out, name="export"),
]
