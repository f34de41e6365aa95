"""Letters about the account itself: the digits of a code, and news a thief would like to hide."""

import hmac

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from sagacity.identity.accounts import models
from sagacity.kit import mail
from sagacity.kit.city import api as city
from sagacity.kit.jobs import api as jobs


@jobs.job(queue="letters")
def send_code(*, code: int) -> None:
    """Send the digits of one code; asked twice, it sends the same digits."""
    row = models.MailCode.objects.filter(pk=code).first()
    if row is None:
        return
    with translation.override(row.language):
        digits = digits_of(row)
        title = gettext("サインインの番号：%(code)s") % {"code": digits}
        text = gettext(
            "この番号を、さきほどの画面に入れてください：%(code)s\n\n"
            "番号は10分使えます。市の職員が番号をたずねることはありません。だれにも教えないでください。\n"
            "心当たりがないときは、何もしなくて大丈夫です。"
        ) % {"code": digits}
        mail.send(address=row.mail, title=title, text=_signed(text))


@jobs.job(queue="letters")
def tell(*, address: str, what: str, language: str) -> None:
    """Tell the owner of an account what was changed, so that nobody else changes it unseen."""
    with translation.override(language):
        said = {
            "contact": gettext("アカウントの連絡先が、別のメールアドレスに変わりました。"),
            "passkey": gettext("アカウントに、新しいパスキーが加わりました。"),
            "recovery": gettext("予備のコードを使って、アカウントにサインインがありました。"),
            "ended": gettext(
                "アカウントを終わりにする手続きを受け付けました。7日のあいだは、サインインすると元にもどります。"
            ),
        }[what]
        text = (
            said
            + "\n\n"
            + gettext(
                "あなたがしたことなら、何もしなくて大丈夫です。心当たりがないときは、すぐに次のページで"
                "サインインして、知らない端末をサインアウトさせてください："
            )
        )
        text += f"{settings.PUBLIC_URL}/me/"
        mail.send(address=address, title=said, text=_signed(text))


def digits_of(row: models.MailCode) -> str:
    """The digits for one browser and ten minutes; nobody keeps them, so nobody can read them anywhere."""
    said = f"accounts.code|{row.pk}|{row.token_hash}|{row.mail}".encode()
    made = hmac.digest(settings.SECRET_KEY.encode(), said, "sha256")
    return f"{int.from_bytes(made[:8], 'big') % 1_000_000:06d}"


def _signed(text: str) -> str:
    return f"{text}\n\n-- \n{city.current().name_in(translation.get_language() or 'ja')}"
