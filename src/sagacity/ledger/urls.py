from django.urls import path

from sagacity.ledger import receipt_views, views

app_name = "ledger"
urlpatterns = [
    path("pay/back/<slug:provider>/", views.back, name="back"),
    path("pay/heard/<slug:provider>/", views.webhook, name="webhook"),
    path("pay/receipt/<str:key>/", receipt_views.receipt, name="receipt"),
    path("pay/receipt/<str:key>/paper/", receipt_views.on_paper, name="receipt-paper"),
]
