"""Devices: what a resident chose in one browser, without account or name. Nothing is kept before a choice."""

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from sagacity.identity import models, residents, signals, types
from sagacity.kit import clock, keys
from sagacity.kit.ui import preferences

COOKIE = "sagacity_device"
KEPT_FOR = timedelta(days=400)  # browsers keep no cookie longer
TOUCHED_EVERY = timedelta(days=7)  # so that reading a page does not write each time
LARGEST_NOTE = 16 * 1024
MOST_NOTES = 200


class NoteTooLarge(Exception):
    """A device keeps small notes only: 16 KB each."""


class TooManyNotes(Exception):
    """This device keeps as many notes as it may; forget some first."""


@dataclass(slots=True)
class Carried:
    """What one request knows of its device, so that it asks the database once."""

    row: models.Device | None  # whose things are shown: the browser's own, or its resident's profile
    browser: models.Device | None = None  # the row behind the cookie
    notes: dict[tuple[str, str], types.Note] | None = None
    write: str = ""  # the cookie to write
    erase: bool = False
    keeps_looks: bool = False  # language and letters stay when the device goes


def device_of(request: HttpRequest) -> types.Device:
    """The device that asks; its key is empty when it never chose anything."""
    row = carried_by(request).row
    return _as_fact(row) if row else types.Device()


@transaction.atomic
def choose_district(request: HttpRequest, *, district: str, at: datetime) -> types.Device:
    """Keep the district of this device; empty means none."""
    row = row_or_new(request, at)
    row.district = district
    row.save(update_fields=["district"])
    signals.device_changed.announce(_as_fact(row))
    return _as_fact(row)


@transaction.atomic
def begin(request: HttpRequest, *, at: datetime) -> types.Device:
    """The device that asks, made now if there is none: for whoever keeps something under its key."""
    return _as_fact(row_or_new(request, at))


@transaction.atomic
def remember(request: HttpRequest, *, app: str, name: str, value: Any, at: datetime) -> None:
    """Keep one note of a mini-app on this device; a note of the same name is replaced.

    Raises:
        NoteTooLarge, TooManyNotes: nothing was kept.
    """
    if len(json.dumps(value, ensure_ascii=False).encode()) > LARGEST_NOTE:
        raise NoteTooLarge(f"{app}.{name}")
    notes = _notes(request)
    if (app, name) not in notes and len(notes) >= MOST_NOTES:
        raise TooManyNotes(f"{app}.{name}")
    row = row_or_new(request, at)
    models.DeviceNote.objects.update_or_create(
        device=row, app=app, name=name, defaults={"value": value, "at": at}
    )
    _notes(request)[app, name] = types.Note(app=app, name=name, value=value, at=at)


def recall(request: HttpRequest, *, app: str, name: str, default: Any = None) -> Any:
    """One note of a mini-app on this device, or the default."""
    note = _notes(request).get((app, name))
    return default if note is None else note.value


def recall_all(request: HttpRequest, *, app: str) -> dict[str, Any]:
    """Every note a mini-app keeps on this device, by name."""
    return {note.name: note.value for note in _notes(request).values() if note.app == app}


def remembered(request: HttpRequest) -> list[types.Note]:
    """Every note of every mini-app on this device, in one question."""
    return list(_notes(request).values())


def forget(request: HttpRequest, *, app: str, name: str) -> None:
    """Drop one note of a mini-app."""
    row = carried_by(request).row
    if row:
        row.notes.filter(app=app, name=name).delete()
        _notes(request).pop((app, name), None)


@transaction.atomic
def forget_everything(request: HttpRequest, *, at: datetime) -> None:
    """Drop the device with all it chose and remembers; the browser becomes a newcomer again."""
    carried = carried_by(request)
    if carried.row:
        signals.device_forgotten.announce(types.Forgotten(carried.row.key))
        carried.row.delete()
    request._device = Carried(row=None, notes={}, erase=True)  # type: ignore[attr-defined]


def everything_kept(request: HttpRequest) -> dict[str, Any]:
    """All the city keeps of this device, for the resident to read or take along."""
    row = carried_by(request).row
    if row is None:
        return {}
    return {
        "device": row.key,
        "district": row.district,
        "since": row.created_at.isoformat(),
        "notes": [
            {"app": note.app, "name": note.name, "value": note.value, "at": note.at.isoformat()}
            for note in _notes(request).values()
        ],
        "roles": [
            {"role": held.role, "name": held.name, "from": str(held.starts_on), "until": str(held.ends_on)}
            for held in residents.all_of(person=row.key)
        ],
    }


@transaction.atomic
def prune(*, at: datetime) -> int:
    """Drop devices that no one has used since their cookie ran out; says how many."""
    old = models.Device.objects.filter(last_used_on__lt=clock.day(at - KEPT_FOR))
    keys_of_old = list(old.values_list("key", flat=True))
    signals.device_forgotten.announce_many(types.Forgotten(key) for key in keys_of_old)
    old.filter(key__in=keys_of_old).delete()
    return len(keys_of_old)


def write_cookies(request: HttpRequest, response: HttpResponse) -> None:
    """Give the browser its cookie when a device was made, touched or forgotten in this request."""
    carried: Carried | None = getattr(request, "_device", None)
    if carried is None:
        return
    patch_vary_headers(response, ("Cookie",))
    if carried.erase:
        looks = () if carried.keeps_looks else (settings.LANGUAGE_COOKIE_NAME, *preferences.COOKIES)
        for name in (COOKIE, *looks):
            response.delete_cookie(name, samesite="Lax")
    if carried.write and carried.row:
        _write(request, response, COOKIE, carried.write)


def _write(request: HttpRequest, response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=KEPT_FOR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE or request.is_secure(),
    )


def carried_by(request: HttpRequest) -> Carried:
    carried: Carried | None = getattr(request, "_device", None)
    if carried is None:
        token = request.COOKIES.get(COOKIE, "")
        browser = _behind(token) if token else None
        row = browser.profile or browser if browser else None
        carried = Carried(row=row, browser=browser, erase=bool(token) and row is None)
        request._device = carried  # type: ignore[attr-defined]
        if browser:
            _touch(browser, carried, token)
    return carried


def _behind(token: str) -> models.Device | None:
    return models.Device.objects.filter(token_hash=hash_of(token)).select_related("profile").first()


def _touch(row: models.Device, carried: Carried, token: str) -> None:
    today = clock.day(clock.now())
    if today - row.last_used_on >= TOUCHED_EVERY:
        models.Device.objects.filter(pk__in=[row.pk, row.profile_id]).update(last_used_on=today)
        carried.write = token


def row_or_new(request: HttpRequest, at: datetime) -> models.Device:
    carried = carried_by(request)
    if carried.row is None:
        carried.row = carried.browser = new_browser(carried, at)
    return carried.row


def new_browser(carried: Carried, at: datetime) -> models.Device:
    """A row for this browser and a cookie to know it by."""
    token = secrets.token_urlsafe(20)
    carried.write, carried.erase = token, False
    return models.Device.objects.create(
        key=keys.new("Device"), token_hash=hash_of(token), created_at=at, last_used_on=clock.day(at)
    )


def _notes(request: HttpRequest) -> dict[tuple[str, str], types.Note]:
    carried = carried_by(request)
    if carried.notes is None:
        rows = carried.row.notes.order_by("id") if carried.row else ()
        carried.notes = {
            (row.app, row.name): types.Note(app=row.app, name=row.name, value=row.value, at=row.at)
            for row in rows
        }
    return carried.notes


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _as_fact(row: models.Device) -> types.Device:
    return types.Device(key=row.key, district=row.district)
