"""The doors of devices: a browser becomes one, and sends what it wrote down, as often as it likes."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from sagacity.checkin import api as checkin
from sagacity.desks.reception import doors
from sagacity.kit import clock, policy

MOST = 500  # entries of one sync; a device sends the rest in the next
NAMELESS = "it says a name, and this reception asks for none"
UNREADABLE = "it cannot be read"


@policy.access(doors.LOOK)
@require_POST
def enrol(request: HttpRequest, key: str) -> HttpResponse:
    """Make this browser a device of the reception."""
    reception = doors.reception_or_404(request, key)
    said = said_by(request)
    name = said.get("name") if said else None
    if not isinstance(name, str) or not name.strip():
        return problem(400, "no_name", "give the device a name")
    try:
        device = checkin.enrol_device(
            reception=key, name=name.strip()[:80], by=policy.person_of(request), at=clock.now()
        )
    except checkin.ReceptionOver:
        return problem(409, "over", "the reception is closed")
    body = {"device": device.key, "reception": key, "purpose": reception.purpose, "name": device.name}
    return JsonResponse(body, status=201)


@policy.access(doors.LOOK)
@require_POST
def sync(request: HttpRequest, key: str) -> HttpResponse:
    """Take in entries of a device; each is answered, the same ones sent again are duplicates."""
    reception, at = doors.reception_or_404(request, key), clock.now()
    said = said_by(request)
    try:
        device, sent = str(said["device"]), list(said["entries"])
        moment = datetime.fromisoformat(said["clock"])
        uuids = [str(one["uuid"]) for one in sent]
    except (KeyError, TypeError, ValueError):
        return problem(400, "malformed", "send device, clock and entries")
    if moment.tzinfo is None or len(sent) > MOST:
        return problem(400, "malformed", f"the clock names its zone; at most {MOST} entries at once")
    try:
        known = checkin.device(device)
    except checkin.NoSuchDevice:
        return problem(404, "no_such_device", "enrol this browser anew; export what waits as a file")
    if known.reception != key:
        return problem(403, "another_reception", "this device takes entries for another reception")
    if known.ended_at is not None:
        return problem(410, "ended", "this device was ended; it keeps nothing more")
    entries, refused = _entries(sent, uuids, reception)
    receipt = checkin.receive(
        device=device, entries=entries, clock=moment, by=policy.person_of(request), at=at
    )
    answers = [*receipt.answers, *refused]
    body = {
        "answers": [{"uuid": one.uuid, "verdict": one.verdict, "why": one.why} for one in answers],
        "skew_s": receipt.skew_s,
        "missing": receipt.missing,
        "here": checkin.count(reception=key).here,
        "is_open": reception.closed_at is None,
    }
    return JsonResponse(body)


def _entries(
    sent: list[Any], uuids: list[str], reception: checkin.Reception
) -> tuple[list[checkin.Entry], list[checkin.Answer]]:
    """What can be read of them; the others are refused one by one and hold nothing up."""
    entries, refused = [], []
    for one, uuid in zip(sent, uuids, strict=True):
        try:
            entry = checkin.from_json(one)
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
            refused.append(checkin.Answer(uuid, checkin.Verdict.REFUSED, UNREADABLE))
            continue
        if entry.visitor is not None and not reception.asks_name:
            refused.append(checkin.Answer(uuid, checkin.Verdict.REFUSED, NAMELESS))
            continue
        entries.append(_without_more_than_a_name(entry, reception))
    return entries, refused


def _without_more_than_a_name(entry: checkin.Entry, reception: checkin.Reception) -> checkin.Entry:
    if entry.visitor is None or reception.purpose == checkin.Purpose.SHELTER:
        return entry
    return replace(entry, visitor=checkin.Visitor(name=entry.visitor.name))


def said_by(request: HttpRequest) -> dict[str, Any]:
    try:
        said = json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def problem(status: int, code: str, detail: str) -> JsonResponse:
    said = {
        "type": f"urn:sagacity:problem:reception.{code}",
        "status": status,
        "title": code,
        "detail": detail,
    }
    return JsonResponse(said, status=status, content_type="application/problem+json")
