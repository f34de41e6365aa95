from django.urls import path

from sagacity.kit.ui import views

urlpatterns = [
    path("language/", views.language, name="ui_language"),
    path("text-size/", views.text_size, name="ui_text_size"),
    path("furigana/", views.furigana, name="ui_furigana"),
    path("text-only/", views.view, name="ui_view"),
    path("staff/parts/", views.parts, name="ui_parts"),
    path("staff/parts/points/", views.points, name="ui_points"),
]
