from django.urls import path

from sagacity.miniapps.guide import handing, pages

app_name = "guide"
urlpatterns = [
    path("", pages.home, name="home"),
    path("<slug:event>/", pages.one, name="one"),
    path("<slug:event>/b/<slug:block>/", pages.block, name="block"),
    path("<slug:event>/result/", pages.result, name="result"),
    path("<slug:event>/forget/", pages.forget, name="forget"),
    path("<slug:event>/hand-over/", handing.page, name="hand-over"),
]
