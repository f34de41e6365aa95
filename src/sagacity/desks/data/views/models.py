"""Data models: how many entities fit that of their type, which do not, and what happens to those."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sagacity.broker import api as broker
from sagacity.desks.data import doors, looked, misfits
from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.ui import api as ui

PER_PAGE = 50
CATALOGUE, EVERYWHERE = "/opendata", "/"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the platform: a tenant and a service path, with all below it."""

    tenant: str
    path: str

    @property
    def key(self) -> str:
        return f"{self.tenant}{self.path}"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that does not fit."""

    id: str
    path: str
    where: str
    stands: str
    expected: str


@require_GET
@policy.access(doors.LIVE)
def table(request: HttpRequest) -> HttpResponse:
    place = _place(request.GET.get("place", ""))
    looked.write_down(request, tenant=place.tenant, what="models")
    page = {
        "place": place,
        "places": _places(),
        "standings": broker.standings(tenant=place.tenant, path=place.path),
        "modes": modes(),
    }
    return render(request, "desk_data/models.html", page)


@require_GET
@policy.access(doors.LIVE)
def one(request: HttpRequest, name: str) -> HttpResponse:
    """What does not fit one model, attribute by attribute."""
    place = _place(request.GET.get("place", ""))
    model = _model_or_404(name)
    looked.write_down(request, tenant=place.tenant, what=f"model:{name}")
    found = broker.unfit_things(
        model,
        tenant=place.tenant,
        path=place.path,
        limit=PER_PAGE,
        offset=ui.offset(request, per_page=PER_PAGE),
    )
    page = {
        "place": place,
        "model": model,
        "found": found,
        "mode": broker.mode_of_model(tenant=place.tenant, path=place.path, type_=name),
        "modes": modes(),
        "lines": [
            Line(thing.id, thing.path, each.where, misfits.stands(each), misfits.expected(each))
            for thing in found.page
            for each in thing.misfits
        ],
        "per_page": PER_PAGE,
        "is_operator": policy.person_of(request).may(doors.OPERATE.permission),
    }
    return render(request, "desk_data/model.html", page)


@require_POST
@policy.access(doors.OPERATE)
def mode(request: HttpRequest, name: str) -> HttpResponse:
    """Choose what happens to what does not fit."""
    place, model = _place(request.POST.get("place", "")), _model_or_404(name)
    chosen = next((each for each in broker.MODEL_MODES if each == request.POST.get("mode")), None)
    if chosen is None:
        messages.error(request, _("3つのうち1つを選んでください。"))
        return redirect(_address(place, name))
    broker.rule_model(tenant=place.tenant, path=place.path, type_=model.type, mode=chosen)
    audit.record(
        actor=policy.person_of(request),
        action=f"broker.model.{chosen}",
        thing=f"broker:{place.key}:model:{name}",
        at=clock.now(),
    )
    messages.success(request, _("「%(mode)s」にしました。") % {"mode": modes()[chosen]})
    return redirect(_address(place, name))


def modes() -> dict[broker.ModelMode, str]:
    """What may happen, in words."""
    return {"off": _("確かめない"), "warn": _("受け取って注意する"), "refuse": _("受け取らない")}


def _places() -> list[Place]:
    """The catalogue first, then each tenant as a whole."""
    return [Place("", CATALOGUE), *(Place(tenant, EVERYWHERE) for tenant in broker.tenants())]


def _place(key: str) -> Place:
    places = _places()
    return next((place for place in places if place.key == key), places[0])


def _model_or_404(name: str) -> broker.Model:
    model = broker.model_of(name)
    if model is None:
        raise Http404(name)
    return model


def _address(place: Place, name: str) -> str:
    return f"{reverse('desk_data:model', args=[name])}?{urlencode({'place': place.key})}"
