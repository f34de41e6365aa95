from django.urls import path

from sagacity.miniapps.debit import applying, views

app_name = "debit"
urlpatterns = [
    path("", views.listed, name="listed"),
    path("new/", applying.items, name="new"),
    path("new/bank/", applying.bank, name="bank"),
    path("new/branch/", applying.branch, name="branch"),
    path("new/account/", applying.account, name="account"),
    path("<str:key>/", views.one, name="one"),
    path("<str:key>/go/", views.go, name="go"),
    path("<str:key>/look/", views.look, name="look"),
    path("<str:key>/end/", views.end, name="end"),
]
