"""What a comparison says, in sentences: how much, how sure, or that it is too little to say."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from sagacity.desks.reform.comparing import FEW_DAYS, FEW_PEOPLE, Compared, Verdict
from sagacity.desks.reform.measuring import Figure, Finding
from sagacity.desks.reform.tables import Table, column, number

NAMES: dict[Figure, Promise | str] = {
    Figure.WAIT: lazy("待ち（1日の中央値、分）"),
    Figure.TALK: lazy("応対（1日の中央値、分）"),
    Figure.LEFT: lazy("呼ばれる前に帰った人（％）"),
    Figure.ONLINE: lazy("オンラインの申請（％）"),
    Figure.PUT_RIGHT: lazy("1週間のうちに直しや問い合わせのあった申請（％）"),
}
BETTER = {Figure.WAIT: -1, Figure.TALK: -1, Figure.LEFT: -1, Figure.ONLINE: 1, Figure.PUT_RIGHT: -1}


def name(figure: Figure) -> str:
    return str(NAMES[figure])


def is_better(finding: Finding) -> bool | None:
    """Whether the change was for the better; None when nothing can be said."""
    said = finding.compared
    if finding.is_hidden or said is None or said.verdict not in {Verdict.LESS, Verdict.MORE}:
        return None
    return (said.difference > 0) == (BETTER[finding.figure] > 0)


def sentence(finding: Finding) -> str:
    """One sentence for whoever decides."""
    said = finding.compared
    if said is None:
        return _("比べられる日がまだありません。")
    if finding.is_hidden:
        return _("10人に足りない数が入るので、出しません。")
    if said.verdict is Verdict.FEW:
        return _few(said)
    words = _words(finding.figure, said)
    if said.verdict is Verdict.UNCLEAR:
        return _("変わったとは言えません。差は日ごとのばらつきの中にあります（%(low)s〜%(high)s）。") % words
    if said.verdict is Verdict.LESS:
        return _("%(much)s減りました（10回に9回は%(low)s〜%(high)sの間）。") % words
    return _("%(much)s増えました（10回に9回は%(low)s〜%(high)sの間）。") % words


def table(findings: Iterable[Finding]) -> Table:
    """Everything as a table to take along."""
    columns = (
        column(_("数字")),
        number(_("日数（前後それぞれ）")),
        number(_("人数・件数（前）")),
        number(_("人数・件数（後）")),
        number(_("前")),
        number(_("前：日の半分が入る幅の下")),
        number(_("前：日の半分が入る幅の上")),
        number(_("後")),
        number(_("後：日の半分が入る幅の下")),
        number(_("後：日の半分が入る幅の上")),
        number(_("差")),
        number(_("差の幅の下")),
        number(_("差の幅の上")),
        column(_("言えること")),
    )
    return Table("compared", _("変更の前と後"), columns, [_row(one) for one in findings])


def _row(finding: Finding) -> tuple[str | int | float | None, ...]:
    said, title = finding.compared, name(finding.figure)
    if said is None:
        return (title, 0, *("" for _column in range(11)), sentence(finding))
    if finding.is_hidden:
        return (title, said.days, *(None for _column in range(11)), sentence(finding))
    sides = (said.before, *said.before_spread, said.after, *said.after_spread)
    values = (*sides, said.difference, said.low, said.high)
    shown = [plain(finding.figure, value) for value in values]
    return (title, said.days, said.people_before, said.people_after, *shown, sentence(finding))


def plain(figure: Figure, value: float) -> float:
    """Minutes, or a share in per cent, to one decimal."""
    return round(value * (100 if figure.is_share else 1), 1)


def _words(figure: Figure, said: Compared) -> dict[str, str]:
    unit = _("ポイント") if figure.is_share else _("分")
    low, high = plain(figure, said.low), plain(figure, said.high)
    if said.verdict is Verdict.LESS:
        low, high = -high, -low
    sign = "+" if said.verdict is Verdict.UNCLEAR else ""
    return {
        "much": f"{abs(plain(figure, said.difference)):.1f}{unit}",
        "low": f"{low:{sign}.1f}{unit}",
        "high": f"{high:{sign}.1f}{unit}",
    }


def _few(said: Compared) -> str:
    if said.days < FEW_DAYS:
        return _("まだ言えません。前と後に%(need)s日ずつ要りますが、いまは%(days)s日ずつです。") % {
            "need": FEW_DAYS,
            "days": said.days,
        }
    return _("まだ言えません。前と後に%(need)s人（件）ずつ要ります。") % {"need": FEW_PEOPLE}
