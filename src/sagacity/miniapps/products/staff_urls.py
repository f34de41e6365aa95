from django.urls import path

from sagacity.miniapps.products import desk, desk_edits

app_name = "products_desk"
urlpatterns = [
    path("", desk.home, name="home"),
    path("write/", desk_edits.write, name="write"),
    path("<str:key>/", desk.product, name="product"),
    path("<str:key>/write/", desk_edits.write, name="rewrite"),
    path("<str:key>/step/", desk_edits.step, name="step"),
    path("<str:key>/history/<int:number>/", desk_edits.bring_back, name="bring_back"),
]
