"""Words of the log as residents read them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GROUPS: dict[str, Promise] = {
    "name": _("名前"),
    "four_facts": _("名前・生年月日・性別・住所"),
    "household": _("世帯"),
    "support": _("支援措置"),
    "card": _("市民証"),
    "checkin": _("受付の記録"),
    "contact": _("連絡先"),
    "account": _("アカウント"),
    "mandate": _("委任"),
    "application": _("申請の内容"),
}
ACTIONS: dict[str, Promise] = {
    "register.read": _("住民の記録を見た"),
    "card.find": _("市民証をさがした"),
    "checkin.read": _("受付で市民証を読み取った"),
    "family.find": _("委任のために本人をさがした"),
    "family.join.child": _("保護者がアプリで家族に入れた"),
    "family.mandate.give": _("窓口で委任を書きとめた"),
    "family.mandate.look": _("委任の内容を見た"),
    "family.mandate.reason": _("委任の理由を書きとめた"),
    "family.act.counter": _("委任された人の手続きを窓口でした"),
    "debit.look": _("口座振替の口座を見た"),
    "resident.seen": _("窓口で本人だと確かめた"),
    "resident.help": _("サインインを手伝った"),
    "case.read": _("申請・届出の内容を見た"),
    "forms.resume": _("書きかけの申請を窓口で引きついだ"),
    "document.read": _("交付した書類を開いた"),
    "document.print": _("交付した書類を窓口で印刷した"),
}
CHANNELS: dict[str, Promise] = {
    "app": _("本人か家族のアプリ"),
    "desk": _("職員の画面"),
    "counter": _("窓口"),
    "document": _("書類の作成"),
    "scanner": _("受付の読み取り"),
    "api": _("ほかのシステム"),
    "import": _("取り込み"),
    "command": _("管理のコマンド"),
}


def groups(said: str) -> list[Promise | str]:
    """What was read, in words; a group without words of its own is shown as it is written."""
    return [GROUPS.get(one, one) for one in said.split(",") if one]


def channel(said: str) -> Promise | str:
    return CHANNELS.get(said, said)


def action(said: str) -> Promise | str:
    """What was done."""
    return ACTIONS.get(said, said)
