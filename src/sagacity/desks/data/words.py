"""Words for states and outcomes, as clerks say them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sagacity.broker import api as broker
from sagacity.registry import api as registry

STATES: dict[str, tuple[Promise | str, str]] = {
    "received": (_("受け取りました"), ""),
    "asking": (_("種類・見出しの確認待ち"), "yellow"),
    "checking": (_("確かめています"), "blue"),
    "checked": (_("確認できます"), "yellow"),
    "submitted": (_("承認待ち"), "orange"),
    "applying": (_("反映しています"), "blue"),
    "applied": (_("公開しました"), "green"),
    "refused": (_("取り込みませんでした"), "red"),
    "cancelled": (_("取りやめました"), ""),
    "undoing": (_("元に戻しています"), "blue"),
    "undone": (_("元に戻しました"), ""),
}
OUTCOMES: dict[str, Promise | str] = {
    "to_confirm": _("確認してください"),
    "refused": _("取り込めません"),
    "repaired": _("直しました"),
}
CHANGES: dict[str, Promise | str] = {
    "": _("変わるものすべて"),
    "new": _("新しい"),
    "changed": _("変わる"),
    "unchanged": _("同じ"),
    "vanished": _("ファイルにない"),
    "duplicate?": _("重複かもしれない"),
    "moved?": _("移転かもしれない"),
}
STATUSES: dict[str, tuple[Promise | str, str]] = {
    "given": (_("そのまま"), ""),
    "repaired": (_("直した"), "blue"),
    "inferred": (_("推定"), "yellow"),
    "missing": (_("なし"), ""),
}
MOVES: dict[str, Promise | str] = {
    "new": _("加わった"),
    "changed": _("変わった"),
    "vanished": _("ファイルからなくなった"),
    "back": _("ファイルに戻った"),
    "moved": _("別の場所にまとめた"),
    "undone": _("元に戻した"),
}
SUBSCRIPTIONS: dict[str, tuple[Promise | str, str]] = {
    "active": (_("知らせている"), "green"),
    "oneshot": (_("1回だけ知らせる"), "blue"),
    "inactive": (_("止めている"), ""),
    "expired": (_("期限が切れた"), ""),
}
FAILING: tuple[Promise | str, str] = (_("失敗している"), "red")
WORKING = frozenset({"received", "checking", "applying", "undoing"})


def steps(run: registry.ImportRun) -> list[tuple[Promise | str, str]]:
    """Where a file is on its way: (name, "done" | "now" | "")."""
    names = [_("受け取り"), _("確かめる"), _("答えて提出"), _("承認"), _("公開")]
    at = {
        "received": 0, "asking": 1, "checking": 1, "checked": 2, "submitted": 3, "applying": 4, "applied": 5,
        "undoing": 4, "undone": 5, "refused": 3, "cancelled": 0,
    }[str(run.state)]  # fmt: skip
    if str(run.state) == "refused" and not run.rows:  # nobody declined it: it could not be read
        at = 1
    return [(name, "done" if i < at else "now" if i == at else "") for i, name in enumerate(names)]


def subscription_state(one: broker.Subscription) -> tuple[Promise | str, str]:
    """How a subscription does: what it shall do, unless its last attempts failed."""
    if one.failures and one.status in {"active", "oneshot"}:
        return FAILING
    return SUBSCRIPTIONS.get(one.status, (one.status, ""))
