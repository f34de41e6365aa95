from django.urls import path

from sagacity.miniapps.childcare import children, expecting, nurseries, spots, taking, telling, timeline

app_name = "childcare"
urlpatterns = [
    path("", children.door, name="door"),
    path("days.json", taking.days_json, name="days"),
    path("told/", telling.wish, name="told"),
    path("expecting/", expecting.page, name="expecting"),
    path("spots/", spots.page, name="spots"),
    path("nurseries/", nurseries.page, name="nurseries"),
    path("nurseries/compare/", nurseries.compare, name="compare"),
    path("nurseries/class/", nurseries.class_on, name="class"),
    path("nurseries/<str:key>/", nurseries.history, name="history"),
    path("children/add/", children.add, name="add"),
    path("children/<str:key>/", timeline.page, name="child"),
    path("children/<str:key>/change/", children.change, name="change"),
    path("children/<str:key>/remove/", children.remove, name="remove"),
    path("children/<str:key>/done/", timeline.done, name="done"),
    path("children/<str:key>/undo/", timeline.undo, name="undo"),
    path("children/<str:key>/past/", timeline.past, name="past"),
    path("children/<str:key>/print/", timeline.sheet, name="print"),
    path("children/<str:key>/calendar.ics", taking.calendar, name="ics"),
]
