"""Words of this desk, as clerks say them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sagacity.messaging import api as messaging

Words = Promise | str

STATES: dict[str, tuple[Words, str]] = {
    "draft": (_("下書き"), ""),
    "waiting": (_("承認待ち"), "orange"),
    "scheduled": (_("予約済み"), "blue"),
    "published": (_("公開中"), "green"),
    "recalled": (_("取り消し済み"), "red"),
}
LOUDNESS: dict[str, tuple[Words, Words]] = {
    "quiet": (_("静かに"), _("受信箱とホームのカードだけ。通知は鳴りません。")),
    "normal": (_("ふつう"), _("通知します。休む時間と1日の上限を守ります。")),
    "popup": (_("ポップアップ"), _("通知し、読むまでホームの上にも出します。休む時間と上限を守ります。")),
    "urgent": (
        _("緊急"),
        _("ポップアップに加え、休む時間と上限をこえて通知します。必ずほかの人が承認します。"),
    ),
}
CHANNELS: dict[str, Words] = {
    "inbox": _("受信箱"),
    "push": _("プッシュ通知"),
    "mail": _("メール"),
    "line": _("LINE"),
    "signage": _("電子看板"),
}
DELIVERIES: dict[str, Words] = {
    "waiting": _("順番待ち"),
    "sending": _("送信中"),
    "sent": _("送った"),
    "received": _("届いた"),
    "held": _("送らなかった"),
    "failed": _("届かなかった"),
    "cancelled": _("取りやめ"),
}
WHY: dict[messaging.WhyNot, Words] = {
    messaging.WhyNot.CAP: _("1日の上限に達していた"),
    messaging.WhyNot.QUIET: _("休む時間の間に期限が切れた"),
    messaging.WhyNot.EXPIRED: _("期限が切れた"),
    messaging.WhyNot.RECALLED: _("お知らせが取り消された"),
    messaging.WhyNot.NO_ENDPOINT: _("届け先の登録がない"),
    messaging.WhyNot.UNUSABLE_KEYS: _("ブラウザの登録がこわれていた"),
    messaging.WhyNot.UNUSABLE_ADDRESS: _("メールアドレスの書き方が正しくない"),
    messaging.WhyNot.NOT_PUBLIC: _("送ってはいけない宛先だった"),
    messaging.WhyNot.TIME_OUT: _("相手のサービスが時間内に答えなかった"),
    messaging.WhyNot.NO_CONNECTION: _("相手のサービスにつながらなかった"),
    messaging.WhyNot.MONTHLY_LIMIT: _("LINEの月の上限に達していた"),
    messaging.WhyNot.TOO_LONG: _("お知らせが長すぎて送れなかった"),
    messaging.WhyNot.GONE: _("登録が消えている"),
    messaging.WhyNot.LATER: _("何度か試したが送れなかった"),
    messaging.WhyNot.REFUSED: _("相手のサービスが断った"),
    messaging.WhyNot.FAILED: _("送ることができなかった"),
}
ORIGINS: dict[str, Words] = {
    "staff": _("市の職員"),
    "neighbour": _("地域の編集者"),
    "reminder": _("プログラムのお知らせ（本人の希望）"),
}
ROLES: dict[str, Words] = {"neighbourhood_editor": _("地域の編集者")}


def why_not(code: str) -> Words:
    """Why a notice did not reach somebody: words for every code and every number a service answers."""
    if code in WHY:
        return WHY[messaging.WhyNot(code)]
    kind, _mark, number = code.partition("_")
    answered = int(number) if number.isdecimal() else 0
    if kind == "http" and answered in {404, 410}:
        words = _("ブラウザの登録が消えている（HTTP %(number)s）")
    elif kind == "http" and (answered >= 500 or answered in {408, 425, 429}):
        words = _("相手のサービスが混んでいた、または止まっていた（HTTP %(number)s）")
    elif kind == "http" and answered:
        words = _("相手のサービスが断った（HTTP %(number)s）")
    elif kind == "smtp" and answered >= 500:
        words = _("メールサーバーが断った（SMTP %(number)s）")
    elif kind == "smtp" and answered:
        words = _("メールサーバーが今は受け取れなかった（SMTP %(number)s）")
    else:
        return _("そのほかの理由")
    return words % {"number": answered}


def steps(notice: messaging.Notice) -> list[tuple[Words, str]]:
    """Where a notice is on its way: (name, "done" | "now" | "")."""
    names = [_("書く"), _("承認"), _("予約"), _("公開")]
    if not notice.needs_second_person:
        names.remove(_("承認"))
    if notice.state != messaging.NoticeState.SCHEDULED and notice.content.publish_at <= notice.changed_at:
        names.remove(_("予約"))
    state = str(notice.state)
    here = {"draft": 0, "waiting": 1, "scheduled": len(names) - 2}.get(state, len(names) - 1)
    over = state in {"published", "recalled"}
    return [
        (name, "done" if at < here or over else "now" if at == here else "") for at, name in enumerate(names)
    ]


def why_second_person(notice: messaging.Notice) -> Words:
    """Why somebody else must look at it first; empty when nobody must."""
    if not notice.needs_second_person:
        return ""
    if notice.origin == messaging.Origin.NEIGHBOUR:
        return _("地域の編集者が書いたものなので、ほかの人の承認が必要です。")
    if notice.content.loudness == messaging.Loudness.URGENT:
        return _("緊急は休む時間にも鳴るので、ほかの人の承認が必要です。")
    return _("市内全体に通知するので、ほかの人の承認が必要です。")


ACTS: dict[str, Words] = {
    "messaging.write": _("書いた"),
    "messaging.revise": _("直した"),
    "messaging.submit": _("送る手続きをした"),
    "messaging.approve": _("承認した"),
    "messaging.refuse": _("承認しなかった"),
    "messaging.publish": _("公開した"),
    "messaging.recall": _("取り消した"),
    "messaging.remind": _("本人の希望で送った"),
}
