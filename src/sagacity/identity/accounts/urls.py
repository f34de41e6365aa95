from django.urls import path

from sagacity.identity.accounts.views import account, counter, passkeys, raising, signing

app_name = "accounts"
urlpatterns = [
    path("me/", account.page, name="account"),
    path("me/nickname/", account.nickname, name="nickname"),
    path("me/sign-in/", signing.page, name="sign-in"),
    path("me/sign-out/", signing.sign_out, name="sign-out"),
    path("me/mail/", signing.ask, name="mail"),
    path("me/mail/code/", signing.code, name="code"),
    path("me/recover/", signing.recover, name="recover"),
    path("me/passkeys/new.json", passkeys.ask_new, name="passkey-new"),
    path("me/passkeys/add.json", passkeys.add, name="passkey-add"),
    path("me/passkeys/ask.json", passkeys.ask, name="passkey-ask"),
    path("me/passkeys/use.json", passkeys.use, name="passkey-use"),
    path("me/passkeys/<int:number>/", passkeys.change, name="passkey"),
    path("me/sessions/<int:key>/end/", account.end_session, name="end-session"),
    path("me/codes/", account.codes, name="codes"),
    path("me/raise/", raising.page, name="raise"),
    path("me/resume/", raising.resume, name="resume"),
    path("me/resume/drop/", raising.drop, name="resume-drop"),
    path("me/data/", account.data, name="data"),
    path("me/data/export.json", account.export, name="export"),
    path("me/end/", account.end, name="end"),
    path("staff/residents/code/", counter.give_code, name="counter"),
]
