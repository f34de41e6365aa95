"""What NGSIv2 says in a notification: one entity, in one of five formats."""

import re
from dataclasses import dataclass

import orjson
from msgspec import UnsetType

from sagacity.broker.entity import Entity, Json
from sagacity.broker.subscribing.asked import Format, NotificationAsked
from sagacity.broker.subscribing.occasion import Occasion
from sagacity.broker.v2.rendering import Form, View

CORRELATOR, FORMAT = "Fiware-Correlator", "Ngsiv2-AttrsFormat"
_HOPS = re.compile(r"cb(?:notif|fwd)=(\d{1,6})")
_FORMS: dict[Format, Form] = {
    "normalized": "normalized",
    "simplifiedNormalized": "normalized",
    "keyValues": "keyValues",
    "simplifiedKeyValues": "keyValues",
    "values": "values",
}


@dataclass(frozen=True, slots=True)
class Telling:
    """What of an entity is told, and how."""

    subscription: str
    format: Format
    view: View
    only_changed: bool

    def body(self, occasion: Occasion, entity: Entity) -> bytes:
        """The JSON of the message; ``entity`` is that of the occasion, or a patched one."""
        only = occasion.names if self.only_changed else None
        shown = self.view.render(entity, news=occasion.news, only=only)
        return orjson.dumps(self._wrapped(shown))

    def _wrapped(self, shown: Json) -> Json:
        if self.format.startswith("simplified"):
            return shown
        return {"subscriptionId": self.subscription, "data": [shown]}


def telling(subscription: str, notification: NotificationAsked, *, patched: bool) -> Telling:
    """From what was asked; an entity that a custom patch changes is always told in full form."""
    format_ = "normalized" if patched else notification.attrs_format
    return Telling(
        subscription,
        format_,
        View(
            form=_FORMS[format_],
            attrs=_given(notification.attrs),
            metadata=_given(notification.metadata),
            hidden=frozenset(_given(notification.except_attrs)),
            covered=notification.covered,
        ),
        notification.only_changed_attrs,
    )


def _given(names: tuple[str, ...] | UnsetType) -> tuple[str, ...]:
    return () if isinstance(names, UnsetType) else names


def headers(occasion: Occasion, *, format: str, media_type: str) -> list[tuple[str, str]]:
    """The headers of every HTTP notification."""
    found = [
        ("User-Agent", "sagacity"),
        ("Content-Type", media_type),
        ("Fiware-ServicePath", occasion.entity.path),
        (CORRELATOR, onward(occasion.correlator, occasion.hops)),
        (FORMAT, format),
    ]
    if occasion.tenant:
        found.append(("Fiware-Service", occasion.tenant))
    if occasion.token:
        found.append(("X-Auth-Token", occasion.token))
    return found


def onward(correlator: str, hops: int) -> str:
    """The correlator with one more notification counted; ``hops`` lie before, unless it says so itself."""
    counted = sum(map(int, _HOPS.findall(correlator))) or hops
    return f"{correlator.partition(';')[0].rstrip()}; cbnotif={counted + 1}"
