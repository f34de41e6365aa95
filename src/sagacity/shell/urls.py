from django.urls import path

from sagacity.shell import (
    views_about,
    views_district,
    views_home,
    views_offline,
    views_search,
    views_settings,
    views_shelf,
)

app_name = "shell"
urlpatterns = [
    path("", views_home.front, name="home"),
    path("apps/", views_home.apps, name="apps"),
    path("start/<slug:key>/", views_home.start, name="start"),
    path("shelf/", views_shelf.arrange, name="shelf"),
    path("shelf/change/", views_shelf.change, name="shelf_change"),
    path("search/", views_search.find, name="search"),
    path("district/", views_district.choose, name="district"),
    path("settings/", views_settings.settings, name="settings"),
    path("settings/forget/", views_settings.forget, name="forget"),
    path("settings/export.json", views_settings.export, name="export"),
    path("about/", views_about.about, name="about"),
    path("accessibility/", views_about.accessibility, name="accessibility"),
    path("offline/", views_offline.page, name="offline"),
    path("offline/kept.json", views_offline.kept, name="kept"),
    path("sw.js", views_offline.worker, name="worker"),
    path("manifest.webmanifest", views_offline.manifest, name="manifest"),
    path("icon.svg", views_offline.icon_svg, name="icon_svg"),
    path("icon-<int:size>.png", views_offline.icon_png, name="icon_png"),
    path("icon-maskable-<int:size>.png", views_offline.icon_maskable, name="icon_maskable"),
]
