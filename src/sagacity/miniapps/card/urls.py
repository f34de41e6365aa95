from django.urls import path

from sagacity.miniapps.card import exchange, face, for_others, phones, wallet, without

app_name = "card"
urlpatterns = [
    path("", face.page, name="door"),
    path("mine.json", exchange.mine, name="mine"),
    path("make/", exchange.make, name="make"),
    path("renew/", exchange.renew, name="renew"),
    path("phones/", phones.page, name="phones"),
    path("phones/end/", phones.end, name="end"),
    path("for-others/", for_others.page, name="for-others"),
    path("for-others/child/", for_others.child, name="child"),
    path("for-others/delegate/", for_others.delegate, name="delegate"),
    path("wallet/", wallet.page, name="wallet"),
    path("without/", without.page, name="without"),
]
