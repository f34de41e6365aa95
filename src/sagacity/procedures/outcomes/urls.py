from django.urls import path

from sagacity.procedures.outcomes import staff_views, views

app_name = "outcomes"
urlpatterns = [
    path("verify/", views.verify, name="verify"),
    path("verify/certificates.pem", views.certificates, name="certificates"),
    path("verify/<str:number>/<str:code>/", views.check, name="check"),
    path("staff/documents/", staff_views.registers, name="registers"),
    path("staff/documents.csv", staff_views.as_csv, name="csv"),
    path("staff/documents/posted/", staff_views.posted, name="posted"),
    path("staff/documents/troubles/", staff_views.listed_troubles, name="troubles"),
    path("staff/documents/troubles/again/", staff_views.try_again, name="try-again"),
    path("staff/documents/<str:key>/", staff_views.one, name="document"),
    path("staff/documents/<str:key>/pdf/", staff_views.opened, name="pdf"),
    path("staff/documents/<str:key>/print/", staff_views.printed, name="print"),
    path("staff/documents/<str:key>/revoke/", staff_views.revoke, name="revoke"),
    path("staff/documents/<str:key>/reissue/", staff_views.reissue, name="reissue"),
]
