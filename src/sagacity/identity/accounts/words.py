"""The ladder in words: what a level is called, what it takes, and what it lets somebody do."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sagacity.identity.accounts.types import Level


@dataclass(frozen=True, slots=True)
class LevelWords:
    """One level as residents read it."""

    name: Promise | str
    takes: Promise | str
    lets: Promise | str


WORDS = {
    Level.NOTHING: LevelWords(
        _("だれかを確かめていません"),
        _("何もいりません。"),
        _("ごみの日、防災、施設、催しのさがしものなど、ほとんどのことに使えます。"),
    ),
    Level.CONTACT: LevelWords(
        _("連絡先を確かめました"),
        _("メールで届く6つの数字を入れます。1分ほどで終わります。"),
        _("催しの申し込みなど、市から返事がほしいことに使えます。"),
    ),
    Level.CARD: LevelWords(
        _("市民だと確かめました"),
        _("マイナンバーカードか、市の窓口で1回だけ確かめます。そのあとは、この端末のパスキーで足ります。"),
        _("市民証を出すこと、市民だけのサービスに使えます。"),
    ),
    Level.CERTIFICATE: LevelWords(
        _("たったいま、マイナンバーカードで確かめました"),
        _("マイナンバーカードと、4けたの暗証番号（利用者証明用）を使います。"),
        _("名前や住所がもう書いてある手続きに使えます。しばらくすると、もう一度確かめます。"),
    ),
    Level.SIGNED: LevelWords(
        _("署名したか、窓口で顔を合わせて確かめました"),
        _("マイナンバーカードと、6〜16文字の暗証番号（署名用）を使うか、市の窓口に来ます。"),
        _("署名がいる届け出に使えます。"),
    ),
}

# What happened, and what to do next; the names of the reasons are those of `raising.unverify`.
PROOF_ENDED = {
    "moved_out": (
        _("この市から引っ越した、という届けがありました。それで、本人確認と市民証は終わりました。"),
        _(
            "ごみの日や防災などは、これからも使えます。まだこの市に住んでいるときや、もどってきたときは、"
            "もう一度確かめてください。届けがまちがいなら、市の窓口に知らせてください。"
        ),
    ),
    "died": (
        _("住民の記録が終わりました。それで、本人確認と市民証は終わりました。"),
        _("ご家族の手続きは、市の窓口でご案内します。記録がまちがいなら、市の窓口に知らせてください。"),
    ),
    "elsewhere": (
        _("別のアカウントで、同じ人の本人確認がされました。それで、このアカウントの本人確認は終わりました。"),
        _(
            "心当たりがないときは、すぐに市の窓口に知らせてください。このアカウントでもう一度確かめることもできます。"
        ),
    ),
}


def of(level: int) -> LevelWords:
    """The words of one level."""
    return WORDS[Level(level)]


def of_proof_that_ended(why: str) -> tuple[Promise | str, Promise | str] | None:
    """What happened to a proof, and what to do next; None while it holds or when there was none."""
    return PROOF_ENDED.get(why)
