from django.urls import path

from sagacity.identity.views import account, people, signing

app_name = "identity"
urlpatterns = [
    path("staff/sign-in/", signing.sign_in, name="sign-in"),
    path("staff/sign-out/", signing.sign_out, name="sign-out"),
    path("staff/account/", account.account, name="account"),
    path("staff/account/password/", account.password, name="password"),
    path("staff/account/sessions/<int:key>/end/", account.end_session, name="end-session"),
    path("staff/people/", people.people, name="people"),
    path("staff/people/add/", people.add, name="person-add"),
    path("staff/people/<str:login>/", people.one, name="person"),
    path("staff/people/<str:login>/roles/<int:key>/withdraw/", people.withdraw, name="withdraw"),
    path("staff/people/<str:login>/active/", people.set_active, name="set-active"),
    path("staff/people/<str:login>/password/", people.new_password, name="new-password"),
]
