from django.urls import path

from sagacity.ledger.debit import views

app_name = "ledger_debit"
urlpatterns = [
    path("debit/back/<slug:provider>/", views.back, name="back"),
    path("debit/heard/<slug:provider>/", views.webhook, name="webhook"),
]
