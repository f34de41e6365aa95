"""Services: what can be booked, and on which terms."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.reservations.slots import models, types
from sagacity.reservations.slots.refusals import BadService, NoSuchService

_SPANS = ("length", "shortest", "longest", "grid", "before", "after", "notice", "cancel_until", "hold")
_LATER = ("fee_unit", "offer")  # spans that terms written by an older version do not say
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def service(*, key: str) -> types.Service:
    """One service.

    Raises:
        NoSuchService: nothing of this key can be booked.
    """
    return as_fact(row_of(key))


def services(*, area: str = "") -> tuple[types.Service, ...]:
    """What can be booked, of one area or of all."""
    rows = models.Service.objects.filter(is_offered=True, **({"area": area} if area else {}))
    return tuple(as_fact(row) for row in rows.order_by("id"))


@transaction.atomic
def offer_service(*, service: types.Service, by: policy.Person, at: datetime) -> types.Service:
    """Offer a service, or change the terms of one; what was promised stays as it is.

    Raises:
        BadService: its terms cannot be, or a resource is in another area.
    """
    look(service)
    chosen = list(models.Resource.objects.filter(key__in=service.resources, is_there=True))
    if len(chosen) != len(set(service.resources)) or {one.area for one in chosen} != {service.area}:
        raise BadService("every resource of the pool is there, and in the area of the service")
    row, _made = models.Service.objects.update_or_create(
        key=service.key,
        defaults={
            "name": dict(service.name),
            "area": service.area,
            "terms": _terms(service),
            "is_offered": True,
        },
    )
    models.Serves.objects.filter(service=row).delete()
    turn = {key: number for number, key in enumerate(service.resources)}
    models.Serves.objects.bulk_create(
        models.Serves(service=row, resource=one, turn=turn[one.key]) for one in chosen
    )
    audit.record(actor=by, action="slots.service.offer", thing=row.key, at=at, after=_terms(service))
    return as_fact(row)


def look(service: types.Service) -> None:
    wrong = {
        "a service has a name in ja": not service.name.get("ja"),
        "a service has at least one resource": not service.resources,
        "starts lie on a grid of whole minutes that divides the day": bool(
            service.grid < MINUTE or DAY % service.grid or service.grid % MINUTE
        ),
        "the usual length lies between the shortest and the longest, in whole minutes": not (
            MINUTE <= service.shortest <= service.length <= service.longest <= DAY
        )
        or any(span % MINUTE for span in (service.shortest, service.length, service.longest)),
        "buffers are whole minutes, and not negative": any(
            span < timedelta() or span % MINUTE for span in (service.before, service.after)
        ),
        "a hold lasts between one minute and one day": not MINUTE <= service.hold <= DAY,
        "days ahead are between 1 and 400": not 1 <= service.days_ahead <= 400,
        "nothing is given back twice, and never more than was paid": (
            sorted({one.before for one in service.backs}, reverse=True)
            != [one.before for one in service.backs]
            or any(not 0 <= one.percent <= 100 for one in service.backs)
        ),
        "who pays has proven who they are": bool(service.fee and service.level < 1),
        "a unit of the fee and an offer last at least a minute": (
            service.fee_unit < MINUTE or service.offer < MINUTE
        ),
    }
    for why, holds in wrong.items():
        if holds:
            raise BadService(why)


def _terms(service: types.Service) -> dict[str, Any]:
    minutes = {name: getattr(service, name) // MINUTE for name in (*_SPANS, *_LATER)}
    return {
        **minutes,
        "days_ahead": service.days_ahead,
        "most": service.most,
        "skills": list(service.skills),
        "group": service.group.value,
        "about": dict(service.about),
        "division": service.division,
        "level": service.level,
        "fee": service.fee,
        "backs": [[one.before // MINUTE, one.percent] for one in service.backs],
        "is_confirmed": service.is_confirmed,
    }


def pool_of(row: models.Service) -> Sequence[models.Resource]:
    """The resources of a service that are there and have its skills, the first to be taken first."""
    needed = set(row.terms["skills"])
    serves = models.Serves.objects.filter(service=row, resource__is_there=True).select_related("resource")
    return [one.resource for one in serves if needed <= set(one.resource.skills)]


def row_of(key: str) -> models.Service:
    row = models.Service.objects.filter(key=key, is_offered=True).first()
    if row is None:
        raise NoSuchService(key)
    return row


def as_fact(row: models.Service) -> types.Service:
    pool = models.Serves.objects.filter(service=row).values_list("resource__key", flat=True)
    return replace(terms_of(row), resources=tuple(pool))


def terms_of(row: models.Service) -> types.Service:
    """The service without its pool, which costs a question of the database."""
    terms = row.terms
    spans = {name: terms[name] * MINUTE for name in (*_SPANS, *_LATER) if name in terms}
    return types.Service(
        key=row.key,
        name=row.name,
        area=row.area,
        resources=(),
        days_ahead=terms["days_ahead"],
        most=terms["most"],
        skills=tuple(terms["skills"]),
        group=types.Group(terms.get("group", types.Group.COUNTER)),
        about=terms.get("about", {}),
        division=terms.get("division", ""),
        level=terms.get("level", 0),
        fee=terms.get("fee", ""),
        backs=tuple(types.Back(before * MINUTE, percent) for before, percent in terms.get("backs", [])),
        is_confirmed=terms.get("is_confirmed", False),
        **spans,
    )
