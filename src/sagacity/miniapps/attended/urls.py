from django.urls import path

from sagacity.miniapps.attended import certificate_views, views

app_name = "attended"
urlpatterns = [
    path("", views.listed, name="listed"),
    path("verify/", certificate_views.ask, name="ask"),
    path("verify/<str:number>/", certificate_views.verify, name="verify"),
    path("certificates/<str:number>/", certificate_views.page, name="certificate"),
    path("certificates/<str:number>.pdf", certificate_views.as_pdf, name="pdf"),
    path("<str:key>/certify/", views.certify, name="certify"),
]
