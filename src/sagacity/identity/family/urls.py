from django.urls import path

from sagacity.identity.family.views import consents, counter, delegates, family, joining

app_name = "family"
urlpatterns = [
    path("me/family/", family.page, name="family"),
    path("me/family/children/", family.household, name="children"),
    path("me/family/children/add/", family.add, name="add"),
    path("me/family/leave/", family.leave, name="leave"),
    path("me/family/invite/", joining.invite, name="invite"),
    path("me/family/invite/end/", joining.withdraw, name="invite-end"),
    path("me/family/join/", joining.join, name="join"),
    path("me/consents/", consents.page, name="consents"),
    path("me/consents/keys.json", consents.keys, name="receipt-keys"),
    path("me/consents/<str:key>/", consents.one, name="consent"),
    path("me/consents/<str:key>/receipt.json", consents.receipt, name="receipt"),
    path("me/consents/<str:key>/withdraw/", consents.withdraw, name="withdraw"),
    path("me/delegates/", delegates.page, name="delegates"),
    path("me/delegates/give/", delegates.give, name="give"),
    path("me/delegates/accept/", delegates.accept, name="accept"),
    path("me/delegates/end/", delegates.end, name="end"),
    path("staff/family/", counter.find, name="counter"),
    path("staff/family/person/", counter.person, name="person"),
    path("staff/family/person/give/", counter.give, name="counter-give"),
    path("staff/family/person/end/", counter.end, name="counter-end"),
    path("staff/family/person/bar/", counter.bar, name="counter-bar"),
    path("staff/family/mandate/", counter.mandate, name="counter-mandate"),
    path("staff/family/mandate/act/", counter.act, name="counter-act"),
]
