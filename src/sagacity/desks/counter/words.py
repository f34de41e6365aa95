"""What the facts of cases are called at this desk."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sagacity.kit.manifest import in_language
from sagacity.procedures.cases import api as cases
from sagacity.procedures.outcomes import api as outcomes

Words = Promise | str
STATES: dict[str, tuple[Words, str]] = {
    cases.State.AWAITING_PAYMENT: (_("支払い待ち"), "yellow"),
    cases.State.SUBMITTED: (_("担当が決まっていない"), "orange"),
    cases.State.IN_WORK: (_("審査中"), "blue"),
    cases.State.MORE_ASKED: (_("本人の返事待ち"), "yellow"),
    cases.State.DECIDED_YES: (_("認めた"), "green"),
    cases.State.DECIDED_NO: (_("認めなかった"), "red"),
    cases.State.DISMISSED: (_("却下した"), "red"),
    cases.State.WITHDRAWN: (_("取り下げ"), ""),
    cases.State.MERGED: (_("ほかの案件にまとめた"), ""),
    cases.State.CLOSED: (_("終わった"), "green"),
}
CHANNELS: dict[str, Words] = {
    "app": _("スマートフォン"),
    "counter": _("窓口"),
    "tablet": _("窓口のタブレット"),
    "remote": _("リモート窓口"),
    "post": _("郵送"),
    "api": _("ほかのシステム"),
    "desk": _("職員のページ"),
    "here": _("プログラム"),
}
DECISIONS: dict[str, tuple[Words, Words]] = {
    cases.Decision.YES: (_("認める"), _("結果の書類が作られ、本人に届きます。")),
    cases.Decision.NO: (_("認めない"), _("理由を本人に伝えます。理由は必ず書きます。")),
    cases.Decision.DISMISSED: (
        _("却下する（中身を審査しない）"),
        _("申請の形が整わない、対象でないなどで、中身に入らずに終えます。理由は必ず書きます。"),
    ),
}
SOURCES: dict[str, tuple[Words, str]] = {
    "resident": (_("本人が入力"), ""),
    "card": (_("マイナンバーカード"), "green"),
    "register": (_("住民記録"), "green"),
    "profile": (_("前の申請・アカウント"), "blue"),
    "rule": (_("計算"), "blue"),
    "staff": (_("職員が入力"), "orange"),
}
EVENTS: dict[str, Words] = {
    cases.Happened.SUBMITTED: _("受け付けた"),
    cases.Happened.PAID: _("支払われた"),
    cases.Happened.UNPAID: _("支払いが取り消された"),
    cases.Happened.REFUNDED: _("返金した"),
    cases.Happened.TAKEN: _("担当になった"),
    cases.Happened.ASSIGNED: _("担当を決めた"),
    cases.Happened.COMMENTED: _("メモを書いた"),
    cases.Happened.ASKED: _("本人にたずねた"),
    cases.Happened.ANSWERED: _("本人が答えた"),
    cases.Happened.CORRECTED: _("直した"),
    cases.Happened.PASSED: _("次の段階に進めた"),
    cases.Happened.DECIDED: _("決めた"),
    cases.Happened.CLOSED: _("終えた"),
    cases.Happened.REOPENED: _("もう一度開いた"),
    cases.Happened.WITHDRAWN: _("取り下げた"),
    cases.Happened.MERGED: _("ほかの案件にまとめた"),
    cases.Happened.TOOK_IN: _("ほかの案件をまとめた"),
    cases.Happened.RELATED: _("関係する案件につないだ"),
    cases.Happened.HANDED_OVER: _("引き継いだ"),
    cases.Happened.NOTED: _("プログラムが気づいた"),
    cases.Happened.PERSON_GONE: _("本人のアカウントがなくなった"),
}
STANDINGS: dict[str, Words] = {
    outcomes.Standing.VALID: _("有効"),
    outcomes.Standing.REVOKED: _("取り消した"),
    outcomes.Standing.EXPIRED: _("期限が過ぎた"),
}
ORDERS: dict[str, Words] = {
    "due": _("期限の早い順"),
    "submitted": _("受付の古い順"),
    "newest": _("受付の新しい順"),
}
ACTORS: dict[str, Words] = {
    "resident": _("本人"),
    "delegate": _("代理人"),
    "system": _("プログラム"),
    "staff": _("職員"),
}


def here(words: Mapping[str, str]) -> str:
    """Words of a definition or of the pack, in the language of the reader."""
    return in_language(words, get_language() or "ja") if words else ""


def event(kind: str) -> Words:
    return EVENTS.get(kind, kind)
