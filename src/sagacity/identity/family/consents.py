"""Consents: given to the words somebody saw, shown for ever, withdrawn with effect at once."""

from datetime import datetime, timedelta

from django.db import transaction

from sagacity.identity.accounts import api as accounts
from sagacity.identity.family import models, signals, texts, types
from sagacity.kit import clock, keys, policy
from sagacity.kit.audit import api as audit


class NoSuchConsent(LookupError):
    """This resident gave none of this key."""


class OtherWords(Exception):
    """The text says something else by now, or nothing was agreed to: show it and ask again."""


def consented(*, person: str, purpose: str, at: datetime, group: str = "", resident: str = "") -> bool:
    """Whether somebody's data may be used for a purpose, because they, or who acts for them, agreed to it.

    `person` is whose data it is: the key of an inhabitant, or of a resident for what hangs on the account.
    `group` names the columns, `resident` who must have agreed; each narrows the question.
    """
    rows = models.Consent.objects.on(clock.day(at)).filter(subject=person, text__purpose=purpose)
    if group:
        rows = rows.filter(text__group=group)
    if resident:
        rows = rows.filter(resident=resident)
    return rows.exists()


def consents(*, resident: str) -> list[types.Consent]:
    """All a resident agreed to, what holds no longer too; newest first."""
    rows = models.Consent.objects.filter(resident=resident).select_related("text")
    return [as_fact(row) for row in rows.order_by("-given_at", "-id")]


def consent(key: str, *, resident: str) -> types.Consent:
    """One consent of a resident.

    Raises:
        NoSuchConsent: it is not theirs, or there is none.
    """
    return as_fact(_row(key, resident))


@transaction.atomic
def give(
    *,
    purpose: str,
    digest: str,
    by: policy.Person,
    at: datetime,
    subject: str = "",
    about: str = "",
    thing: str = "",
) -> types.Consent:
    """Agree to a text, which `digest` names by the words that were shown.

    `subject` is whose data it is about (else the resident themselves), `about` how the resident calls them,
    `thing` what stands and falls with it. Agreeing once more to the same words changes nothing; agreeing to
    newer words replaces what was agreed to before.

    Raises:
        NoSuchPurpose, TooLittleAssurance, OtherWords: nothing was agreed to.
    """
    offered = texts.offered(purpose)
    policy.demand(by, level=offered.level)
    said = _text_of(purpose, digest)
    resident = accounts.resident(by.key)
    subject = subject or resident.inhabitant or resident.key
    same = models.Consent.objects.on(clock.day(at)).select_for_update()
    same = same.filter(resident=resident.key, subject=subject, thing=thing, text__purpose=purpose)
    for row in same.select_related("text"):
        if row.text.digest == said.digest:
            return as_fact(row)
        _end(row, why=types.Why.REPLACED, by=by, at=at)
    row = models.Consent.objects.create(
        key=keys.new("Consent"),
        resident=resident.key,
        subject=subject,
        about=about[:40],
        thing=thing,
        text=texts.kept(said),
        given_at=at,
        until=clock.day(at + timedelta(days=said.days)) if said.days else None,
    )
    audit.record(
        actor=by, action="family.consent.give", thing=row.key, purpose=purpose, at=at, after=said.digest
    )
    return as_fact(row)


@transaction.atomic
def withdraw(*, consent: str, by: policy.Person, at: datetime) -> types.Consent:
    """Take a consent back; what stands on it ends as soon as the news is delivered. Twice changes nothing.

    Raises:
        NoSuchConsent: it is not theirs.
    """
    row = _row(consent, by.key, lock=True)
    if row.ended_at is None:
        _end(row, why=types.Why.OWN_WISH, by=by, at=at)
    return as_fact(row)


def end_for(*, thing: str, why: types.Why, by: policy.Person, at: datetime) -> None:
    """End what was agreed to for a thing that is there no longer."""
    for row in models.Consent.objects.select_for_update().filter(thing=thing, ended_at=None):
        _end(row, why=why, by=by, at=at)


def end_all_by(*, resident: str, why: types.Why, at: datetime) -> None:
    """End everything an account had agreed to."""
    for row in models.Consent.objects.select_for_update().filter(resident=resident, ended_at=None):
        _end(row, why=why, by=policy.SYSTEM, at=at)


@transaction.atomic
def end_what_is_over(*, at: datetime) -> int:
    """End consents whose last day has passed; says how many."""
    over = list(models.Consent.objects.select_for_update().over(clock.day(at)))
    for row in over:
        _end(row, why=types.Why.OVER, by=policy.SYSTEM, at=at)
    return len(over)


def _end(row: models.Consent, *, why: types.Why, by: policy.Person, at: datetime) -> None:
    row.ended_at, row.why = at, why
    row.save(update_fields=["ended_at", "why"])
    audit.record(actor=by, action="family.consent.end", thing=row.key, purpose=str(why), at=at)
    news = types.ConsentEnded(row.key, row.text.purpose, row.resident, row.subject, why, at)
    signals.consent_ended.announce(news)


def _text_of(purpose: str, digest: str) -> types.Text:
    """The text as it was shown, in whichever language of the city that was."""
    from django.conf import settings

    for language, _ in settings.LANGUAGES:
        said = texts.text(purpose, language=language)
        if said.digest == digest:
            return said
    raise OtherWords(purpose)


def _row(key: str, resident: str, *, lock: bool = False) -> models.Consent:
    rows = models.Consent.objects.select_for_update() if lock else models.Consent.objects.all()
    row = rows.filter(key=key, resident=resident).first()
    if row is None:
        raise NoSuchConsent(key)
    return row


def as_fact(row: models.Consent) -> types.Consent:
    return types.Consent(
        key=row.key,
        resident=row.resident,
        subject=row.subject,
        about=row.about,
        thing=row.thing,
        text=texts.as_fact(row.text),
        given_at=row.given_at,
        until=row.until,
        ended_at=row.ended_at,
        why=row.why,
    )
