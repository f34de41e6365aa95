from django.urls import path

from sagacity.miniapps.garbage import choosing, downloads, guide, reminders_page, showing

app_name = "garbage"
urlpatterns = [
    path("", choosing.door, name="door"),
    path("areas/", choosing.areas, name="areas"),
    path("choose/", choosing.choose, name="choose"),
    path("areas/<str:area>/", showing.area_page, name="area"),
    path("areas/<str:area>/print/", showing.print_page, name="print"),
    path("areas/<str:area>/calendar.ics", downloads.calendar, name="ics"),
    path("areas/<str:area>/days.csv", downloads.table, name="csv"),
    path("areas/<str:area>/days.json", downloads.days_json, name="json"),
    path("reminders/", reminders_page.page, name="reminders"),
    path("items/", guide.items, name="items"),
    path("kinds/<str:kind>/", guide.kind, name="kind"),
    path("kinds.css", guide.colours, name="colours"),
]
