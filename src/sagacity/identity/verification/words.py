"""What a resident is told when nothing was proven: what happened, and what to do next."""

from dataclasses import dataclass
from typing import TypedDict
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

LONGEST = 2000  # of the address of a page: half an address leads nowhere


class Wish(TypedDict):
    """Which level somebody needs, and where they want to go with it."""

    need: int
    next: str


@dataclass(frozen=True, slots=True)
class Said:
    """One refusal in words; `again` is what the button does: "start", "facts" (ask them again) or nothing."""

    title: Promise
    what: Promise
    status: int = 400
    again: str = "start"


_APP = Said(
    _("いまは確かめられませんでした"),
    _(
        "デジタル認証アプリのサーバーから、正しい返事がありませんでした。しばらくしてから、もう一度試してください。"
    ),
    502,
)
_BROKEN = Said(
    _("確かめた結果を受け取れませんでした"),
    _(
        "アプリから届いた情報が正しくなかったため、使いませんでした。あなたの情報は変わっていません。もう一度はじめから試してください。"
    ),
)
_AGAIN = Said(
    _("この画面は、もう使えません"),
    _(
        "一度使ったか、時間がたちすぎたリンクです。安全のため、一回ごとに新しくはじめます。もう一度はじめから試してください。"
    ),
    410,
)
_CARD = Said(
    _("このカードは使えません"),
    _(
        "カードの電子証明書が失効しているか、期限が切れています。市役所の窓口で新しくできます。手続きそのものは窓口でもできます。"
    ),
    403,
    "",
)
_OTHER = Said(
    _("この文書の署名ではありません"),
    _(
        "届いた署名が、画面に出ていた文書のものではなかったため、使いませんでした。何も届け出ていません。署名のページから、もう一度はじめてください。"
    ),
)
_LIST = Said(
    _("いまは署名を確かめられません"),
    _(
        "証明書が失効していないことを確かめる一覧が、市に届いていないか、古くなっています。あなたのせいではありません。日をあらためるか、市の窓口に来てください。"
    ),
    503,
    "",
)
_SAID: dict[str, Said] = {
    "not_set_up": Said(
        _("マイナンバーカードでの確認は、まだ使えません"),
        _("市がデジタル認証アプリとつなぐ準備をしています。いまは、市役所の窓口で確かめられます。"),
        503,
        "",
    ),
    "stopped": Said(
        _("確認をやめました"),
        _("アプリの画面で中止したか、カードを読み取れませんでした。あなたの情報は変わっていません。"),
        200,
    ),
    "card_not_good": _CARD,
    "other_browser": Said(
        _("はじめたときと違うブラウザーで開きました"),
        _(
            "スマートフォンが、はじめたときと別のブラウザーに戻ったようです。安全のため、この続きは使えません。このブラウザーで使うときは、ここでサインインして、もう一度はじめてください。"
        ),
        409,
    ),
    "client_refused": Said(
        _("市の設定に問題があります"),
        _(
            "デジタル認証アプリが、この市のサービスを受け付けませんでした。あなたのせいではありません。市役所の窓口で確かめるか、日をあらためて試してください。"
        ),
        502,
        "",
    ),
    "new_card": Said(
        _("カードが新しくなったようです"),
        _("前に確かめたときのカードと違うため、もう一度、氏名・住所・生年月日・性別を確かめます。"),
        409,
        "facts",
    ),
    "another_person": Said(
        _("このアカウントは、別の人のカードで確かめてあります"),
        _(
            "一つのアカウントは一人で使います。あなたのカードで使うには、サインアウトして、自分のアカウントを作ってください。"
        ),
        409,
        "",
    ),
    "facts_unreadable": Said(
        _("カードの情報を読み取れませんでした"),
        _(
            "アプリから届いた氏名・住所・生年月日・性別のどれかが読めませんでした。もう一度試すか、市役所の窓口で確かめてください。"
        ),
    ),
    "no_such_document": Said(
        _("署名する文書が見つかりません"),
        _("時間がたちすぎたか、もう署名してあります。手続きのページから、もう一度はじめてください。"),
        410,
        "",
    ),
    "no_authorities": Said(
        _("署名は、まだ受け取れません"),
        _(
            "市が、証明書を確かめる準備をしています。あなたのせいではありません。市の窓口では、署名なしで手続きできます。"
        ),
        503,
        "",
    ),
    "signer_differs": Said(
        _("カードの情報が、住民の記録と違います"),
        _(
            "証明書の氏名・住所・生年月日・性別のどれかが、市の住民の記録と同じではありませんでした。署名は使っていません。引っ越しや結婚のあとは、カードの証明書を窓口で新しくしてください。"
        ),
        409,
        "",
    ),
    "other_content": _OTHER,
    "altered_signature": _OTHER,
    "revoked": _CARD,
    "expired": _CARD,
    "not_yet_valid": _CARD,
    "authentication_cannot_sign": Said(
        _("署名用でない証明書でした"),
        _(
            "届け出の署名には、署名用電子証明書（英数字6〜16文字の暗証番号）がいります。署名のページから、もう一度はじめてください。"
        ),
    ),
    "no_revocation_information": _LIST,
    "stale_revocation_information": _LIST,
    "app_down": _APP,
    "app_says_no": _APP,
    "unknown_state": _AGAIN,
    "state_used": _AGAIN,
    "too_late": _AGAIN,
}


def of(reason: str) -> Said:
    """The words for a reason; all tokens that are not believed look alike to a resident."""
    return _SAID.get(reason, _BROKEN)


def safe(place: str) -> str:
    """A page of this city, else nothing."""
    inside = place.startswith("/") and url_has_allowed_host_and_scheme(place, allowed_hosts=None)
    return place if inside and len(place) <= LONGEST else ""


def query(said: dict[str, object]) -> str:
    kept = {name: value for name, value in said.items() if value}
    return f"?{urlencode(kept)}" if kept else ""
