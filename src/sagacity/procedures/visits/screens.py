"""The resident's screen: joined by a code that lives ten minutes, then known by a token; signing on it."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from sagacity.kit import policy, serials
from sagacity.kit.audit import api as audit
from sagacity.kit.uploads import api as uploads
from sagacity.procedures.forms import api as forms
from sagacity.procedures.visits import models, refusals, rows, sealing, sheets, types

CODE_FOR = timedelta(minutes=10)
SCREEN_FOR = timedelta(hours=2)  # a screen that somebody took along or forgot shows nothing after it
SAYS_THE_END_FOR = timedelta(minutes=10)
LETTERS = 8  # 39 bits: nobody guesses one in ten minutes
SIGNATURE_FOR = timedelta(days=2)  # a case that is taken in keeps the picture
PAPER = "signature"  # what the log of a case calls it


@transaction.atomic
def pair(*, visit: str, by: policy.Person, at: datetime) -> types.Pairing:
    """A code for a screen, told this once; whatever screen was joined before is cut off.

    Raises:
        NoSuchVisit, VisitIsOver, OtherClerk
    """
    row, code, until = rows.own_row(visit, by), serials.random_letters(LETTERS), at + CODE_FOR
    models.Screen.objects.update_or_create(
        visit=row,
        defaults={"code_hash": _hash(code), "code_until": until, "token_hash": "", "joined_at": None},
    )
    return types.Pairing(code, until)


@transaction.atomic
def join(*, code: str, at: datetime) -> str:
    """The token of the screen that this code joins; the code is used up.

    Raises:
        NoSuchCode
    """
    row = (
        models.Screen.objects.select_for_update()
        .filter(code_hash=_hash(code), code_until__gt=at, visit__ended_at=None)
        .first()
    )
    if row is None:
        raise refusals.NoSuchCode
    token = secrets.token_urlsafe(24)
    row.code_hash, row.token_hash, row.joined_at = "", _hash(token), at
    row.save()
    return token


def visit_of(*, token: str, at: datetime) -> types.Visit:
    """Which visit a screen shows.

    Raises:
        ScreenEnded: it shows none any more.
    """
    row = (
        models.Screen.objects.filter(token_hash=_hash(token)).select_related("visit").first()
        if token
        else None
    )
    if row is None or _is_over(row, at):
        raise refusals.ScreenEnded
    return rows.as_fact(row.visit)


def _is_over(row: models.Screen, at: datetime) -> bool:
    """After its two hours, or a while after the end of the visit, which it still says."""
    joined, ended = row.joined_at, row.visit.ended_at
    return (
        row.visit.until <= at
        or (joined is not None and joined + SCREEN_FOR <= at)
        or (ended is not None and ended + SAYS_THE_END_FOR <= at)
    )


@transaction.atomic
def cut_off(*, visit: str, by: policy.Person, at: datetime) -> None:
    """The screen is lost or broken: it shows nothing any more from now on.

    Raises:
        NoSuchVisit, OtherClerk, VisitIsOver
    """
    row = rows.own_row(visit, by)
    let_go(row)
    audit.record(actor=by, action="visit.cut_off", thing=row.key, at=at)


def let_go(row: models.Visit) -> None:
    models.Screen.objects.filter(visit=row).delete()


def sign_on_screen(
    *, token: str, seen: int, at: datetime, picture: bytes = b"", written: str = ""
) -> types.Visit:
    """The resident has read everything and signs, with a picture or with their name in letters; for all.

    Raises:
        ScreenEnded: this screen shows no visit any more.
        VisitIsOver, NotWhole, SheetMoved: nobody has signed.
        uploads.Refused: the picture cannot be taken.
    """
    found = visit_of(token=token, at=at)
    _demand_ready(found, seen, at)
    until = at + SIGNATURE_FOR
    if picture:
        key = uploads.receive(content=picture, name="署名.png", owner=found.clerk, until=until, at=at).key
    else:
        key = forms.written_signature(name=written, owner=found.clerk, until=until, at=at)
    return _signed(found.key, types.How.SCREEN, key, seen, policy.Person("", "", "visitor"), at)


def sign_on_paper(*, visit: str, seen: int, by: policy.Person, at: datetime) -> types.Visit:
    """The resident has signed the printed sheet: without a screen, a visit goes on all the same.

    Raises:
        NoSuchVisit, VisitIsOver, OtherClerk, NotWhole, SheetMoved: nobody has signed.
    """
    found = rows.as_fact(rows.row_of(visit))
    if found.clerk != by.key:
        raise refusals.OtherClerk(found.clerk)
    _demand_ready(found, seen, at)
    return _signed(visit, types.How.PAPER, "", seen, by, at)


def _demand_ready(found: types.Visit, seen: int, at: datetime) -> None:
    if found.is_over:
        raise refusals.VisitIsOver(found.key)
    if not sheets.sheet(visit=found.key, at=at).is_whole:
        raise refusals.NotWhole(found.key)
    if found.revision != seen and not found.signed:
        raise refusals.SheetMoved(found.key)


@transaction.atomic
def _signed(
    visit: str, how: types.How, upload: str, seen: int, by: policy.Person, at: datetime
) -> types.Visit:
    """Pressed twice it is signed once."""
    row = rows.open_row(visit)
    said = sealing.opened(row)
    if said["signed"]:
        return rows.as_fact(row, said)
    if row.revision != seen:
        raise refusals.SheetMoved(visit)
    print_of = sealing.digest(said["answers"])
    said["signed"] = {
        "how": str(how),
        "at": at.isoformat(),
        "revision": row.revision + 1,
        "digest": print_of,
        "upload": upload,
    }
    row.state = types.State.SIGNED
    rows.keep(row, said)
    audit.record(
        actor=by if by.key else policy.SYSTEM,
        action="visit.sign",
        thing=row.key,
        after=[str(how), print_of],
        at=at,
    )
    return rows.as_fact(row, said)


def _hash(said: str) -> str:
    plain = said.strip()
    if len(plain) <= 2 * LETTERS:
        plain = "".join(one for one in plain.upper() if one.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()
