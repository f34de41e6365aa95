"""Joining: a resident's browsers show one profile. Who signs in brings along what the browser remembers."""

import secrets
from datetime import datetime

from django.db import transaction
from django.http import HttpRequest

from sagacity.identity import devices, models, signals, types
from sagacity.kit import clock, keys


@transaction.atomic
def join(request: HttpRequest, *, profile: str, at: datetime) -> tuple[str, str]:
    """Let this browser show a profile; says the keys of profile and browser.

    What the browser kept is merged into the profile: of two notes of one name the newer stays, and the
    profile's district goes before the browser's. Without a profile, what the browser kept becomes it, under
    its own key, so that nothing that hangs on that key needs to move.
    """
    carried = devices.carried_by(request)
    if carried.browser and carried.row and carried.browser.profile_id:
        if carried.row.key == profile:
            return profile, carried.browser.key
        _let_go(carried)  # somebody else was signed in here: what is theirs stays theirs
    target = models.Device.objects.select_for_update().filter(key=profile).first() if profile else None
    own = carried.row
    if target is None:
        target = _made_profile(own, at)
        browser = devices.new_browser(carried, at)
    elif own is None:
        browser = devices.new_browser(carried, at)
    else:
        _merge(own, target)
        browser = own
        signals.devices_joined.announce(types.Joined(old=own.key, new=target.key))
    browser.profile = target
    browser.save(update_fields=["profile"])
    carried.row, carried.browser, carried.notes = target, browser, None
    return target.key, browser.key


@transaction.atomic
def leave(*, browser: str) -> None:
    """A browser shows the profile no more and is a newcomer at its next visit; the profile stays."""
    models.Device.objects.filter(key=browser).exclude(profile=None).delete()


def forget_cookie(request: HttpRequest) -> None:
    """The browser of this request was let go: take its cookie away with the answer."""
    request._device = devices.Carried(row=None, notes={}, erase=True, keeps_looks=True)  # type: ignore[attr-defined]


def _let_go(carried: devices.Carried) -> None:
    if carried.browser:
        carried.browser.delete()
    carried.row = carried.browser = carried.notes = None


def _made_profile(own: models.Device | None, at: datetime) -> models.Device:
    """The browser's own row without its cookie, else an empty one."""
    nobody_has_it = secrets.token_hex(32)
    if own is None:
        return models.Device.objects.create(
            key=keys.new("Device"), token_hash=nobody_has_it, created_at=at, last_used_on=clock.day(at)
        )
    own.token_hash = nobody_has_it
    own.save(update_fields=["token_hash"])
    return own


def _merge(own: models.Device, target: models.Device) -> None:
    there = {(note.app, note.name): note for note in target.notes.all()}
    room = devices.MOST_NOTES - len(there)
    for note in own.notes.order_by("-at", "-id"):
        other = there.get((note.app, note.name))
        if other is None and room > 0:
            room -= 1
            models.DeviceNote.objects.filter(pk=note.pk).update(device=target)
        elif other is not None and note.at > other.at:
            other.value, other.at = note.value, note.at
            other.save(update_fields=["value", "at"])
    own.notes.all().delete()
    if own.district and not target.district:
        target.district = own.district
        target.save(update_fields=["district"])
        signals.device_changed.announce(types.Device(key=target.key, district=target.district))
