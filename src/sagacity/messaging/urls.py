from django.urls import path

from sagacity.messaging.views import devices, line, signage, stopping

app_name = "messaging"
urlpatterns = [
    path("messaging/received/", devices.received, name="received"),
    path("messaging/push/renew/", devices.renew, name="renew"),
    path("messaging/line/webhook/", line.webhook, name="line-webhook"),
    path("messaging/stop/<str:token>/", stopping.stop, name="stop"),
    path("signage/feed.json", signage.feed, name="signage"),
]
