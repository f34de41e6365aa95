"""What can be chosen in each list, in words."""

from collections.abc import Callable
from contextlib import suppress

from django.utils.translation import gettext as _

from sagacity.identity import api as identity
from sagacity.kit import clock
from sagacity.kit.manifest import in_language
from sagacity.ledger import api as ledger
from sagacity.procedures import api as procedures
from sagacity.procedures.api import Kind

COUNTED = {Kind.NUMBER, Kind.CHOICES, Kind.HOUSEHOLD, Kind.TABLE}
Choices = list[tuple[str, str]]


def of(name: str, definition: procedures.Definition) -> Choices:
    """Values and their words."""
    if name in {"counted", "days", "once"}:
        return _questions(name, definition)
    if name == "fees":
        return _fees()
    if name == "divisions":
        return _divisions(definition)
    return list(_FIXED[name]().items())


def kinds() -> dict[str, str]:
    return {
        "text": _("文字（一行）"),
        "long_text": _("文章"),
        "name": _("氏名"),
        "kana": _("氏名のふりがな"),
        "date": _("日付"),
        "number": _("数"),
        "yen": _("金額"),
        "yes_no": _("はい・いいえ"),
        "choice": _("一つ選ぶ"),
        "choices": _("いくつか選ぶ"),
        "phone": _("電話番号"),
        "mail": _("メールアドレス"),
        "postcode": _("郵便番号"),
        "address": _("住所"),
        "bank_account": _("口座"),
        "place": _("市の施設"),
        "file": _("写真・ファイル"),
        "signature": _("署名"),
        "household": _("世帯の人"),
        "table": _("表"),
        "consent": _("同意"),
    }


def _questions(name: str, definition: procedures.Definition) -> Choices:
    kinds_of = {"counted": COUNTED, "days": {Kind.DATE}, "once": set(Kind)}[name]
    none = {"counted": _("一つ"), "days": "—", "once": _("何度でも")}[name]
    first: Choices = [("", none)] + ([("applicant", _("申請する人"))] if name == "once" else [])
    return first + [
        (one.key, in_language(one.label, "ja")) for one in definition.questions() if one.kind in kinds_of
    ]


def _fees() -> Choices:
    try:
        rules = ledger.tariff().rules
    except ledger.BrokenTariff:
        return [("", "—")]
    return [("", "—")] + [(key, in_language(rule.name, "ja")) for key, rule in rules.items()]


def _divisions(definition: procedures.Definition) -> Choices:
    """Those the city is known to have: of its staff, its fees and its procedures; and what stands here."""
    known = {one.division for one in identity.members() if one.active}
    known |= set(procedures.divisions(at=clock.now()))
    known |= {definition.division, *(one.division for one in definition.stages)}
    with suppress(ledger.BrokenTariff):  # the desk of money speaks of it
        known |= {rule.division for rule in ledger.tariff().rules.values()}
    return [("", "—"), *((one, one) for one in sorted(known - {""}))]


_FIXED: dict[str, Callable[[], dict[str, str]]] = {
    "kinds": kinds,
    "sorts": lambda: {
        "application": _("申請（市が決める）"),
        "filing": _("届出（市が受け取る）"),
        "survey": _("アンケート"),
    },
    "levels": lambda: {
        "0": _("0 だれでも"),
        "1": _("1 連絡先が確かめてある"),
        "2": _("2 市民証"),
        "3": _("3 マイナンバーカード"),
        "4": _("4 カードの署名、または対面"),
    },
    "retentions": lambda: {
        "years_1": _("1年"),
        "years_3": _("3年"),
        "years_5": _("5年"),
        "years_10": _("10年"),
        "years_30": _("30年"),
    },
    "prefills": lambda: {
        "": _("なし"),
        "card.name": _("カードの氏名"),
        "card.birth_date": _("カードの生年月日"),
        "register.kana": _("住民記録のふりがな"),
        "register.address": _("住民記録の住所"),
        "register.household": _("住民記録の世帯"),
        "account.mail": _("アカウントのメール"),
        "profile.phone": _("前に書いた電話番号"),
    },
    "pays": lambda: {
        "before": _("始める前"),
        "on_decision": _("認められたあと"),
        "at_counter": _("窓口で"),
    },
    "outcomes": lambda: {
        "none": _("何も出ない"),
        "certificate": _("証明書"),
        "permit": _("許可証"),
        "notice": _("通知書"),
    },
    "first_days": lambda: {"next": _("次の日を1日目とする"), "same": _("その日を1日目とする")},
}
