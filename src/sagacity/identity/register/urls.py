from django.urls import path

from sagacity.identity.register import staff_views

app_name = "register"
urlpatterns = [
    path("staff/register/", staff_views.files, name="files"),
    path("staff/register/<str:key>/", staff_views.report, name="report"),
]
