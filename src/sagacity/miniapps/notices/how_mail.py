"""Mail: an address proves itself by a code that is sent there."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sagacity.kit import clock, policy
from sagacity.messaging import api as messaging
from sagacity.miniapps.notices import forms, how, me


@require_POST
@policy.access(policy.ANYONE)
def ask(request: HttpRequest) -> HttpResponse:
    """Send a code to an address."""
    form, at = forms.MailForm(request.POST), clock.now()
    if form.is_valid():
        address = form.cleaned_data["address"]
        try:
            person = me.begin(request, at=at)
            messaging.ask_mail(person=person, address=address, language=me.language(), at=at)
        except messaging.NotAnAddress:
            form.add_error(
                "address", _("メールアドレスの形ではありません。name@example.jp のように入れてください。")
            )
        except messaging.NoMailHere:
            form.add_error("address", _("この市では、まだメールでお知らせしていません。"))
        except messaging.TooManyTries:
            form.add_error(
                "address",
                _("何度も送ったので、しばらく送れません。1時間ほど待ってから、もう一度ためしてください。"),
            )
        else:
            messages.success(request, _("番号をメールで送りました。届いた番号を下に入れてください。"))
            return HttpResponseRedirect(f"{reverse('notices:how')}#mail")
    return how.show(request, status=422, mail_form=form)


@require_POST
@policy.access(policy.ANYONE)
def confirm(request: HttpRequest) -> HttpResponse:
    """The code that came by mail."""
    form, at, person = forms.CodeForm(request.POST), clock.now(), me.person(request)
    if form.is_valid() and person:
        try:
            messaging.confirm_mail(person=person, code=form.cleaned_data["code"], at=at)
        except messaging.WrongCode:
            form.add_error(
                "code", _("番号がちがうか、古くなっています。新しいメールの番号を入れてください。")
            )
        except messaging.TooManyTries:
            form.add_error("code", _("何度もちがう番号が入りました。もう一度、番号を送ってください。"))
        else:
            messages.success(request, _("メールを登録しました。"))
            return HttpResponseRedirect(f"{reverse('notices:how')}#mail")
    if not person:
        return HttpResponseRedirect(reverse("notices:how"))
    return how.show(request, status=422, code_form=form)
