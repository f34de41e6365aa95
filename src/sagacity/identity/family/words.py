"""What residents agree to in this room, in words, and why something is over."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sagacity.identity.accounts import api as accounts
from sagacity.identity.family import acts, texts, types

CHILD = "family.child"
COMPANION = "family.companion"
PAPERS = "counter.papers"
_CITY = _("市（家族の画面と、あなたが使うと決めた手続きだけ）")

WHY: dict[str, Promise] = {
    types.Why.OWN_WISH: _("取りやめました"),
    types.Why.HOUSEHOLD: _("住民の記録で同じ世帯ではなくなりました"),
    types.Why.GROWN: _("自分で使える年になりました"),
    types.Why.LEFT: _("この市の住民ではなくなりました"),
    types.Why.ACCOUNT: _("アカウントが終わったか、本人確認がなくなりました"),
    types.Why.CITY: _("市の窓口で終わりました"),
    types.Why.OVER: _("期限が来ました"),
    types.Why.REPLACED: _("新しい文に同意しました"),
}


def offer_texts() -> None:
    texts.offer_text(
        purpose=CHILD,
        group="household",
        recipient=_CITY,
        title=_("こどもを家族に入れる"),
        body=_(
            "わたしは、この子といっしょに住み、世話をしています。市が、住民の記録の「同じ世帯であること」と「年齢」を見て、"
            "この子をわたしの家族の画面に出すことに同意します。ほかの人には見せません。"
            "いつでも取りやめられます。世帯が分かれたときと、この子が自分で使える年になったときは、自動で終わります。"
        ),
        level=3,
    )
    texts.offer_text(
        purpose=COMPANION,
        group="household",
        recipient=_CITY,
        title=_("大人の家族とつながる"),
        body=_(
            "同じ世帯の大人とつながり、おたがいの家族の画面に、よび名を出すことに同意します。市は、住民の記録の「同じ世帯であること」を見ます。"
            "住所、生年月日、ほかの記録は相手に見せません。どちらからでも、いつでも取りやめられます。"
        ),
    )


def offer_acts() -> None:
    acts.offer_act(
        key=PAPERS,
        title=_("窓口で書類を受け取る・出す"),
        text=_(
            "市の窓口で、あなたの代わりに、証明書などの書類を受け取り、届け出の書類を出せます。手数料も払えます。"
        ),
        takes_amount=True,
        at_counter=True,
    )


def offer_pages() -> None:
    accounts.offer_page(
        path="/me/family/",
        name=_("わたしの家族"),
        text=_("こどもを入れて、こどもの市民証を持つ"),
        icon="people",
        order=100,
    )
    accounts.offer_page(
        path="/me/delegates/",
        name=_("代わりにしてもらう（委任）"),
        text=_("だれに、何を、いつまで"),
        icon="staff",
        order=110,
    )
    accounts.offer_page(
        path="/me/consents/",
        name=_("同意したこと"),
        text=_("読む、控えをもらう、取りやめる"),
        icon="paper",
        order=120,
    )
