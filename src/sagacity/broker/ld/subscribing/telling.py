"""What NGSI-LD says in a notification (ETSI GS CIM 009, 5.3.1): the state at the moment of the change."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from sagacity.broker.delivering.outgoing import HttpParcel, MqttParcel, Parcel
from sagacity.broker.entity import Entity, Json
from sagacity.broker.ld import times
from sagacity.broker.ld.contexts.context import Context
from sagacity.broker.ld.rendering import changes, geojson
from sagacity.broker.ld.rendering.entity import render
from sagacity.broker.ld.rendering.representation import Form, Representation
from sagacity.broker.ld.speaking import parameters
from sagacity.broker.ld.speaking.answering import GEOJSON, in_full
from sagacity.broker.ld.speaking.asking import CONTEXT_REL, JSON_LD
from sagacity.broker.ld.subscribing import endpoints
from sagacity.broker.ld.subscribing.asked import Kept
from sagacity.broker.subscribing.compiled import Message
from sagacity.broker.subscribing.occasion import Occasion

_FORMS: dict[str, Form] = {
    "normalized": "normalized", "concise": "concise", "simplified": "simplified", "keyValues": "simplified"
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Telling:
    """How the notifications of one subscription look."""

    subscription: str
    endpoint: endpoints.Endpoint
    look: Representation
    show_changes: bool
    link: str

    def entity(self, occasion: Occasion) -> dict[str, Json]:
        """The entity as it is now, or that it is gone, or with what it was before."""
        if occasion.after is None:
            return changes.gone(occasion.entity, self.look, at=occasion.at, previous=self.show_changes)
        shown = render(occasion.entity, self.look)
        if occasion.before is not None and self.look.form != "simplified":
            changes.add(
                shown, occasion.before, occasion.after, occasion.names, self.look, previous=self.show_changes
            )
        return shown

    def message(
        self,
        data: list[dict[str, Json]],
        *,
        at: int,
        tenant: str,
        correlator: str = "",
        kind: str = "Notification",
        reason: str = "",
    ) -> Message:
        """One notification about some entities or registrations, packed for the endpoint."""
        body: dict[str, Json] = {
            "id": f"urn:ngsi-ld:{kind}:{uuid.uuid4()}",
            "type": kind,
            "subscriptionId": self.subscription,
            "notifiedAt": times.shown(at),
            "data": data,
        }
        if reason:
            body["triggerReason"] = reason
        headers = [("Content-Type", self.endpoint.accept)]
        if self.endpoint.accept == JSON_LD:
            body = {"@context": in_full(self.look.context), **body}
        else:
            headers.append(("Link", f'<{self.link}>; rel="{CONTEXT_REL}"; type="{JSON_LD}"'))
        if tenant:
            headers.append(("NGSILD-Tenant", tenant))
        if correlator:
            headers.append(("Fiware-Correlator", correlator))
        return Message(self.endpoint.lane, self._parcel(body, headers))

    def _parcel(self, body: dict[str, Json], headers: list[tuple[str, str]]) -> Parcel:
        where = self.endpoint
        chosen = {name.lower() for name, _ in where.receiver}
        headers = [pair for pair in headers if pair[0].lower() not in chosen] + list(where.receiver)
        if not where.is_mqtt:
            return HttpParcel("POST", where.uri, tuple(headers), orjson.dumps(body), where.timeout)
        packed = orjson.dumps({"metadata": dict(headers), "body": body})
        return MqttParcel(where.uri, where.topic, packed, where.qos, False, where.user, where.password)


def telling(kept: Kept, context: Context) -> Telling:
    """From what was asked."""
    notification: dict[str, Any] = kept.given["notification"]
    names = notification.get("attributes") or []
    look = Representation(
        context=context,
        form=_FORMS[notification.get("format", "normalized")],
        system=bool(notification.get("sysAttrs")),
        attrs=frozenset(context.expand(name) for name in names),
        pick=_names(notification, "pick", context),
        omit=_names(notification, "omit", context),
    )
    endpoint = endpoints.read(notification["endpoint"])
    return Telling(kept.id, endpoint, look, bool(notification.get("showChanges")), kept.link)


def _names(notification: dict[str, Any], member: str, context: Context) -> frozenset[str]:
    said = notification.get(member)
    return parameters.addresses(",".join(said), context) if said else frozenset()


def builder(kept: Kept, context: Context) -> Callable[[Occasion], Sequence[Message]]:
    """What makes the message of one change."""
    found = telling(kept, context)

    def build(occasion: Occasion) -> Sequence[Message]:
        data = found.entity(occasion)
        if found.endpoint.accept == GEOJSON and occasion.after is not None:
            data = feature(occasion.after, found.look)
        return (
            found.message([data], at=occasion.at, tenant=occasion.tenant, correlator=occasion.correlator),
        )

    return build


def feature(entity: Entity, look: Representation) -> dict[str, Json]:
    """The entity as GeoJSON, where the receiver wants that."""
    return geojson.feature(entity, look, place=look.context.expand("location"))
