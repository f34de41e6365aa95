"""Dangerous acts of those who manage accounts: what each is called, says and does once two people agree."""

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sagacity.identity import (
    expiring,
    factor_resets,
    grants,
    roles,
    second_factors,
    sessions_of_others,
    staff,
)
from sagacity.kit import clock, policy
from sagacity.kit.proposals import api as proposals

GRANT, EXTEND = "staff.grant", "staff.extend"
END_SESSIONS, RESET_FACTOR = "staff.end_sessions", "staff.reset_factor"
ALL = (GRANT, EXTEND, END_SESSIONS, RESET_FACTOR)


def offer() -> None:
    """Say which acts need two people."""
    for key, title, say, carry_out in (
        (GRANT, gettext_lazy("役割・列を加える"), _say_gift, _give),
        (EXTEND, gettext_lazy("年度末まで延ばす"), _say_extension, _extend),
        (END_SESSIONS, gettext_lazy("すべての端末でサインアウトさせる"), _say_member, _end_sessions),
        (RESET_FACTOR, gettext_lazy("2段階目を外す"), _say_member, _reset_factor),
    ):
        proposals.offer_act(
            proposals.Act(key, title, roles.STAFF_MANAGE, roles.STAFF_APPROVE, say, carry_out)
        )


def give_or_propose(gift: grants.Gift, *, by: policy.Person, at: datetime) -> proposals.Proposal | None:
    """Give what one person may give; propose the rest, and say so.

    Raises:
        what `grants.check` raises: nothing was given or proposed.
    """
    grants.check(gift)
    if not gift.needs_two:
        grants.give(gift, by=by, at=at)
        return None
    payload = {
        "staff": gift.staff,
        "role": gift.role,
        "columns": list(gift.columns),
        "starts_on": gift.starts_on.isoformat(),
        "ends_on": gift.ends_on.isoformat() if gift.ends_on else "",
    }
    return proposals.propose(act=GRANT, thing=gift.staff, payload=payload, reason=gift.reason, by=by, at=at)


def propose_extension(
    *, chosen: list[str], reason: str, by: policy.Person, at: datetime
) -> proposals.Proposal:
    """Propose that all these last to the end of the fiscal year.

    Raises:
        proposals.NoReason, proposals.NotTheirs: nothing was proposed.
    """
    payload = {"chosen": sorted(chosen), "day": clock.day(at).isoformat()}
    thing = "urn:ngsi-ld:Staff:several"
    return proposals.propose(act=EXTEND, thing=thing, payload=payload, reason=reason, by=by, at=at)


def _gift(payload: proposals.Payload, reason: str) -> grants.Gift:
    return grants.Gift(
        staff=payload["staff"],
        role=payload["role"],
        columns=tuple(payload["columns"]),
        starts_on=date.fromisoformat(payload["starts_on"]),
        ends_on=date.fromisoformat(payload["ends_on"]) if payload["ends_on"] else None,
        reason=reason,
    )


def _say_gift(payload: proposals.Payload) -> str:
    gift = _gift(payload, "")
    parts = [roles.title(gift.role)] if gift.role else []
    if gift.columns:
        columns = "・".join(roles.column_title(each) for each in gift.columns)
        parts.append(
            _("住民の記録の列: %(columns)s（%(until)s まで）")
            % {"columns": columns, "until": gift.columns_end()}
        )
    until = gift.ends_on.isoformat() if gift.ends_on else _("終わりの日なし")
    said = {"who": _say_member(payload), "what": "、".join(parts), "from": gift.starts_on, "until": until}
    return _("%(who)s に: %(what)s。期間: %(from)s 〜 %(until)s") % said


def _say_member(payload: proposals.Payload) -> str:
    try:
        member = staff.member(payload["staff"])
    except staff.NoSuchMember:
        return str(payload["staff"])
    return f"{member.name}（{member.login}）{member.division}"


def _say_extension(payload: proposals.Payload) -> str:
    day = date.fromisoformat(payload["day"])
    found = [each for each in expiring.preview(chosen=payload["chosen"], day=day) if not each.why_not]
    names = "、".join(f"{each.ending.name}: {each.ending.title}" for each in found)
    return _("%(until)s まで %(count)d件: %(names)s") % {
        "until": grants.latest_end(day),
        "count": len(found),
        "names": names,
    }


def _give(
    payload: proposals.Payload, *, by: policy.Person, approved_by: policy.Person, reason: str, at: datetime
) -> None:
    try:
        grants.give(_gift(payload, reason), by=by, at=at, approved_by=approved_by)
    except (staff.NoSuchMember, roles.NoSuchRole, grants.NotOfTheirWork, grants.BadPeriod) as problem:
        said = _("提案のあとで役割や職員が変わったため、加えられません。取り消して、提案し直してください。")
        raise proposals.CannotBeDone(said) from problem


def _extend(
    payload: proposals.Payload, *, by: policy.Person, approved_by: policy.Person, reason: str, at: datetime
) -> None:
    day, chosen = date.fromisoformat(payload["day"]), payload["chosen"]
    if not expiring.extend(chosen=chosen, reason=reason, by=by, at=at, day=day, approved_by=approved_by):
        raise proposals.CannotBeDone(_("延ばすものがもうありません。ほかの人が先に延ばしています。"))


def _end_sessions(
    payload: proposals.Payload, *, by: policy.Person, approved_by: policy.Person, reason: str, at: datetime
) -> None:
    sessions_of_others.end_all(staff=payload["staff"], reason=reason, by=by, at=at, approved_by=approved_by)


def _reset_factor(
    payload: proposals.Payload, *, by: policy.Person, approved_by: policy.Person, reason: str, at: datetime
) -> None:
    try:
        factor_resets.reset(staff=payload["staff"], reason=reason, by=by, at=at, approved_by=approved_by)
    except (factor_resets.OwnFactor, second_factors.NoFactor) as problem:
        raise proposals.CannotBeDone(_("この人には2段階目の設定がもうありません。")) from problem
