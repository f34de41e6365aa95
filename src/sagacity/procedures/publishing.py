"""Publishing a draft and ending a procedure: proposed by one person, done when a second one agrees."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.city import api as city
from sagacity.kit.proposals import api as proposals
from sagacity.ledger import api as ledger
from sagacity.procedures import draft_rows, drafts, models, signals, types
from sagacity.procedures.accepting import digest_of
from sagacity.procedures.comparing import compare, in_words
from sagacity.procedures.definitions import NoSuchProcedure, versions_of
from sagacity.procedures.lint import Flaw, Level, look
from sagacity.procedures.reading import read

EDIT, PUBLISH = "procedures.edit", "procedures.publish"
PUBLISHING, ENDING = "procedure.publish", "procedure.end"
MOST_SAID = 12  # changes in the words of a proposal; the page of the draft has them all


class HasFlaws(Exception):
    """The look at it finds errors; `flaws` are they."""

    def __init__(self, flaws: list[Flaw]) -> None:
        super().__init__(", ".join(flaw.code for flaw in flaws))
        self.flaws = flaws


class TooEarly(ValueError):
    """A version holds from today on at the earliest."""


def offer() -> None:
    """Say which acts need two people."""
    for key, title, say, carry_out in (
        (PUBLISHING, gettext_lazy("手続の新しい版を公開する"), _say_publishing, _publish),
        (ENDING, gettext_lazy("手続の受付を終える"), _say_ending, _end),
    ):
        proposals.offer_act(proposals.Act(key, title, EDIT, PUBLISH, say, carry_out))


def flaws_of(definition: types.Definition) -> list[Flaw]:
    """What the look finds with the languages and the tariff of this city."""
    try:
        tariff = ledger.tariff()
    except ledger.BrokenTariff:
        tariff = ledger.read_tariff("")
    return look(definition=definition, languages=[one.code for one in city.languages()], fees=tariff)


def next_version(procedure: str) -> str:
    """The number after the greatest there is."""
    found = [int(one.version) for one in versions_of(procedure=procedure) if one.version.isdigit()]
    return str(max(found, default=0) + 1)


@transaction.atomic
def propose_publishing(
    *, draft: str, seen: int, since: date, reason: str, by: policy.Person, at: datetime
) -> proposals.Proposal:
    """Ask a second person to let a draft hold from a day on; it gets its version and its day now.

    Raises:
        HasFlaws, TooEarly, DraftMoved, proposals.NoReason, proposals.NotTheirs: nothing was proposed.
    """
    if since < clock.day(at):
        raise TooEarly(since)
    found = drafts.draft(key=draft)
    if found.number != seen:
        raise draft_rows.DraftMoved(kept=seen, by_name=found.changed_by_name)
    definition = replace(
        found.definition, version=next_version(found.definition.key), since=since, until=None
    )
    errors = [flaw for flaw in flaws_of(definition) if flaw.level is Level.ERROR]
    if errors:
        raise HasFlaws(errors)
    if definition != found.definition:
        what = _("版%(version)sとして%(since)sから公開する準備") % {
            "version": definition.version,
            "since": since,
        }
        found = drafts.save(key=draft, seen=seen, definition=definition, what=what, by=by, at=at)
    text = draft_rows.text_of(draft, found.number)
    payload = {
        "draft": draft,
        "state": found.number,
        "digest": digest_of(text),
        "procedure": definition.key,
        "version": definition.version,
        "since": since.isoformat(),
        "name": definition.name["ja"],
    }
    return proposals.propose(
        act=PUBLISHING, thing=definition.urn, payload=payload, reason=reason, by=by, at=at
    )


@transaction.atomic
def propose_ending(
    *, procedure: str, last_day: date, reason: str, by: policy.Person, at: datetime
) -> proposals.Proposal:
    """Ask a second person to take a procedure up no more after a day; running cases go on.

    Raises:
        NoSuchProcedure, TooEarly, proposals.NoReason, proposals.NotTheirs: nothing was proposed.
    """
    versions = versions_of(procedure=procedure)
    if not versions:
        raise NoSuchProcedure(procedure)
    if last_day < clock.day(at):
        raise TooEarly(last_day)
    payload = {"procedure": procedure, "last_day": last_day.isoformat(), "name": versions[0].name["ja"]}
    return proposals.propose(act=ENDING, thing=versions[0].urn, payload=payload, reason=reason, by=by, at=at)


def waiting_proposal(*, draft: str) -> proposals.Proposal | None:
    """The proposal to publish this draft that nobody has decided yet."""
    found = proposals.latest(of=[PUBLISHING])
    waiting = (one for one in found if one.state is proposals.State.WAITING)
    return next((one for one in waiting if one.payload.get("draft") == draft), None)


def _say_publishing(payload: proposals.Payload) -> str:
    said = _("「%(name)s」の版%(version)sを、%(since)sから使います。") % dict(payload)
    try:
        definition = drafts.state(key=payload["draft"], number=payload["state"])
    except draft_rows.NoSuchDraft:
        return said
    older = [one for one in versions_of(procedure=payload["procedure"]) if one.version != definition.version]
    if not older:
        return said + _("新しい手続です。質問は%(many)s個です。") % {"many": len(definition.questions())}
    changes = in_words(compare(older[0], definition))
    more = len(changes) - MOST_SAID
    return (
        said + " ".join(changes[:MOST_SAID]) + (_("ほかに%(more)s件。") % {"more": more} if more > 0 else "")
    )


def _say_ending(payload: proposals.Payload) -> str:
    return _("「%(name)s」の受付を、%(last_day)sで終わりにします。受け付けた案件はそのまま続きます。") % dict(
        payload
    )


def _publish(
    payload: proposals.Payload, *, by: policy.Person, approved_by: policy.Person, reason: str, at: datetime
) -> None:
    proposals.demand_two(by=by, approved_by=approved_by)
    text = draft_rows.text_of(payload["draft"], payload["state"])
    definition = read(text=text)
    row = draft_rows.row_of(payload["draft"])
    if digest_of(text) != payload["digest"] or row.state != "open":
        raise proposals.CannotBeDone(_("下書きはもう公開されたか、捨てられています。"))
    if any(one.version == definition.version for one in versions_of(procedure=definition.key)):
        raise proposals.CannotBeDone(_("同じ番号の版が先に公開されました。もう一度提案してください。"))
    if row.current != payload["state"]:
        raise proposals.CannotBeDone(_("提案のあとで下書きが変わりました。もう一度提案してください。"))
    if definition.since and definition.since < clock.day(at):
        raise proposals.CannotBeDone(_("始まりの日を過ぎました。新しい日で、もう一度提案してください。"))
    if any(flaw.level is Level.ERROR for flaw in flaws_of(definition)):
        raise proposals.CannotBeDone(
            _("手数料の表などが変わり、直すところが見つかりました。下書きを見てください。")
        )
    models.Published.objects.create(
        procedure=definition.key,
        version=definition.version,
        text=text,
        digest=digest_of(text),
        since=definition.since,
        until=definition.until,
        published_by=by.key,
        approved_by=approved_by.key,
        why=reason[:200],
        published_at=at,
    )
    models.Ending.objects.filter(procedure=definition.key).delete()  # a new version begins it again
    draft_rows.close(row, "published")
    audit.record(
        actor=approved_by,
        action="procedure.published",
        thing=definition.urn,
        at=at,
        purpose=reason,
        after={"version": definition.version, "since": payload["since"], "proposed_by": by.key},
    )
    signals.procedure_published.announce(
        types.Published(definition.key, definition.version, definition.since, dict(definition.name))
    )


def _end(
    payload: proposals.Payload, *, by: policy.Person, approved_by: policy.Person, reason: str, at: datetime
) -> None:
    proposals.demand_two(by=by, approved_by=approved_by)
    last_day = date.fromisoformat(payload["last_day"])
    models.Ending.objects.update_or_create(
        procedure=payload["procedure"],
        defaults={
            "after": last_day,
            "why": reason[:200],
            "ended_by": by.key,
            "approved_by": approved_by.key,
            "ended_at": at,
        },
    )
    audit.record(
        actor=approved_by,
        action="procedure.ended",
        thing=f"urn:ngsi-ld:Procedure:{payload['procedure']}",
        at=at,
        purpose=reason,
        after={"last_day": payload["last_day"], "proposed_by": by.key},
    )
