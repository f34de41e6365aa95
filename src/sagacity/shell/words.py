"""Words of the shell for what manifests and the search index name by codes."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as said

USES = {
    "broker": said("いまの値のデータ（川の水位・混みぐあいなど）"),
    "checkin": said("催しや避難所の受付の記録"),
    "identity": said("この端末でえらんだこと（地区・ことば・文字の大きさ）"),
    "ledger": said("請求と支払いの帳簿"),
    "messaging": said("市からの知らせを受けとるしくみ"),
    "procedures": said("手続きの決まりと、あなたの申し込み"),
    "registry": said("市が公開している施設・催し・ごみの日などのデータ"),
    "reservations": said("催しなどの申し込み"),
}
KEEPS = {
    "applications": said("申し込み"),
    "appointments": said("予約した時間"),
    "bank accounts that payments are taken from": said("引き落とす口座"),
    "bills and what was paid for them": said("請求と支払い"),
    "cards of this resident": said("あなたの市民証"),
    "certificates of attendance": said("参加証"),
    "collection area": said("ごみの地区"),
    "contact for an API key": said("鍵を申し込むときの連絡先"),
    "contact for applications": said("申し込みのときの連絡先"),
    "contact for appointments": said("予約のときの連絡先"),
    "districts and themes": said("読みたい地区とテーマ"),
    "draws entered": said("申し込んだ抽選"),
    "forms you are filling in": said("書きかけの申し込み"),
    "answers of the guide": said("手続の案内への答え（名前なし）"),
    "how to be told": said("お知らせの受け取り方"),
    "months of birth of children": said("お子さんの生まれた月"),
    "names of their phones": said("市民証を入れた端末の名前"),
    "posts and reports": said("書いた話題と知らせ"),
    "questions about looks at my data": said("情報を見た記録への質問"),
    "saved events": said("保存した催し"),
    "saved places": said("保存した場所"),
    "times of reminders": said("知らせる時間"),
    "times waited for": said("空きを待っている予約"),
    "topics": said("えらんだ話題"),
    "vaccination days": said("予防接種の日"),
    "what was read": said("読んだお知らせ"),
    "which conversation at a counter a screen belongs to, until the visit ends": said(
        "つないだ窓口の会話（用件が終わるまで）"
    ),
    "whose phone a queue number is on, until the night": said("受付番号（その日の夜まで）"),
}
# In the order in which the results stand.
KINDS = {
    "app": (said("ミニアプリ"), "grid"),
    "procedure": (said("手続き"), "edit"),
    "place": (said("施設"), "location"),
    "event": (said("催し"), "event"),
    "notice": (said("お知らせ"), "bell"),
    "garbage_item": (said("ごみの分け方"), "garbage"),
    "product": (said("特産品"), "product"),
    "dataset": (said("オープンデータ"), "data"),
    "town": (said("町"), "map"),
}


def uses(codes: tuple[str, ...]) -> list[str]:
    """What a mini-app works with, in the reader's words; an unknown capability by its own name."""
    return [_(USES.get(code, code)) for code in codes]


def keeps(codes: tuple[str, ...]) -> list[str]:
    """What a mini-app remembers on this device, in the reader's words."""
    return [_(KEEPS.get(code, code)) for code in codes]


def kind(code: str) -> str:
    return _(KINDS[code][0])
