from django.urls import path

from sagacity.identity.cards.views import counter, for_readers, many, wallets, work

app_name = "cards"
urlpatterns = [
    path("card/keys.json", for_readers.keys, name="keys"),
    path("card/status.json", for_readers.status, name="status"),
    path(".well-known/openid-credential-issuer", wallets.issuer, name="wallet-issuer"),
    path(".well-known/oauth-authorization-server", wallets.authorization_server, name="wallet-server"),
    path(".well-known/jwt-vc-issuer", wallets.jwt_vc_issuer, name="wallet-keys"),
    path("wallet/types/citizen.json", wallets.kind, name="wallet-kind"),
    path("wallet/status/1", wallets.status, name="wallet-status"),
    path("wallet/offers/<str:name>.json", wallets.offer, name="wallet-offer"),
    path("wallet/token", wallets.token, name="wallet-token"),
    path("wallet/nonce", wallets.nonce, name="wallet-nonce"),
    path("wallet/credential", wallets.credential, name="wallet-credential"),
    path("wallet/check.json", wallets.check, name="wallet-check"),
    path("staff/cards/", counter.find, name="find"),
    path("staff/cards/many/", many.page, name="many"),
    path("staff/cards/<str:inhabitant>/", counter.person, name="person"),
    path("staff/cards/<str:inhabitant>/paper/", work.print_paper, name="print"),
    path("staff/cards/<str:inhabitant>/end/", work.end, name="end"),
    path("staff/cards/<str:inhabitant>/carry/", work.allow, name="allow"),
    path("staff/cards/<str:inhabitant>/carry/end/", work.withdraw, name="withdraw"),
]
