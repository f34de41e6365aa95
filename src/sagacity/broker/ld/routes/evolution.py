"""``/temporal``: the past written, amended and forgotten (ETSI GS CIM 009, 5.6.11 to 5.6.16)."""

from collections.abc import Awaitable, Callable
from functools import partial

from sagacity.broker.access import guarding
from sagacity.broker.door.request import Request, Response
from sagacity.broker.door.routes import Handler, Route
from sagacity.broker.entity import Entity
from sagacity.broker.history import amending, deleting, instances
from sagacity.broker.history.choosing import Series, Step
from sagacity.broker.history.levels import ALWAYS
from sagacity.broker.ld import ids, times
from sagacity.broker.ld.face import Face, Wish
from sagacity.broker.ld.querying.paths import key_in
from sagacity.broker.ld.reading.entity import Body
from sagacity.broker.ld.routes import temporal
from sagacity.broker.ld.routes.temporal import BASE
from sagacity.broker.ld.rows.folding import fold
from sagacity.broker.ld.rows.names import Names, usual_key
from sagacity.broker.ld.speaking import answering, asking
from sagacity.broker.ld.temporal import writing
from sagacity.broker.ld.temporal.telling import number_of
from sagacity.broker.ld.verbs import entities as verbs
from sagacity.broker.refusals import BadRequest, NotFound
from sagacity.broker.store.base import Session


def routes(face: Face) -> list[Route]:
    def bind(handler: Callable[[Face, Request], Awaitable[Response]]) -> Handler:
        return lambda request: handler(face, request)

    every, one = f"{BASE}/entities", f"{BASE}/entities/{{id}}"
    attribute = f"{one}/attrs/{{attribute}}"
    return [
        Route("POST", every, bind(create), "write", "ld"),
        Route("DELETE", one, bind(delete), "write", "ld"),
        Route("POST", f"{one}/attrs", bind(append), "write", "ld"),
        Route("DELETE", attribute, bind(delete), "write", "ld"),
        Route("PATCH", f"{attribute}/{{instance}}", bind(amend), "write", "ld"),
        Route("DELETE", f"{attribute}/{{instance}}", bind(delete_instance), "write", "ld"),
    ]


async def create(face: Face, request: Request) -> Response:
    asked = await asking.told(request, face.contexts)
    body, evolution = writing.read(asked.body, asked.context, whole=True)
    created = await _write(face, asked, body, evolution)
    if created:
        return answering.nothing(status=201, headers=[("Location", f"{BASE}/entities/{body.id}")])
    return answering.nothing()


async def append(face: Face, request: Request) -> Response:
    asked = await asking.told(request, face.contexts)
    id_ = ids.checked(request.named["id"])
    row = await face.row(asked.tenant, id_)
    if not isinstance(asked.body, dict):
        raise BadRequest("attributes are the members of a JSON object")
    given = {**asked.body, "id": ids.shown(row)}
    body, evolution = writing.read(given, asked.context, whole=False)
    await _write(face, asked, body, evolution)
    return answering.nothing()


async def _write(face: Face, asked: asking.Asked, body: Body, evolution: writing.Evolution) -> bool:
    """The newest instances become the present unless that is newer; all others go into the history."""
    before = (await face.rows(asked.tenant, [body.id])).get(body.id)
    older: writing.Evolution = {}
    for address, given in evolution.items():
        newest = writing.latest(given).values()
        present = [one for one in newest if before is None or writing.is_newer(before, address, one)]
        older[address] = [one for one in given if not any(one is other for other in present)]
        body.attributes[address] = present
        if not present:
            del body.attributes[address]
    wish = Wish(body.id, verbs.upsert(body, whole=False), body=body, creates=bool(body.types))
    done = await face.write_one(asked, wish)
    row = done.after
    if row is None:
        raise NotFound(f"there is no entity {body.id}")
    found = writing.rows(row, tenant=asked.tenant, older=older, at=face.broker.clock())
    guarding.check_points(
        asked.request, [(one.row[1], one.row[3], instances.parts(one.row[4])[0]) for one in found]
    )
    await face.broker.do(partial(writing.append, found=found, kind=face.broker.store.kind))
    return done.before is None


async def delete(face: Face, request: Request) -> Response:
    """The past of an entity, or of one attribute (its default instance, one, or all); the present stays."""
    asked = await asking.asked(request, face.contexts)
    id_ = ids.checked(request.named["id"])
    rows = await face.rows(asked.tenant, [id_])
    attribute = request.named.get("attribute", "")
    key = _key_of(asked, rows.get(id_), attribute) if attribute else ""
    every = not attribute or request.query.get("deleteAll") == "true"
    name = instances.name_of(key, request.query.get("datasetId", ""))

    def work(session: Session) -> None:
        _, series = temporal.found(session, asked, id_, rows.get(id_), key)
        chosen = [one for one in series if every or one.attribute == name]
        if not deleting.delete(session, chosen=chosen, span=ALWAYS, kind=face.broker.store.kind):
            raise NotFound(f"nothing is known of the past of {attribute or id_}")

    await face.broker.do(work)
    return answering.nothing()


def _key_of(asked: asking.Asked, row: Entity | None, attribute: str) -> str:
    """The name an attribute has in the history: that of the row, as long as there is one."""
    address = asked.context.expand(attribute)
    return usual_key(address) if row is None else key_in(row, address)


async def amend(face: Face, request: Request) -> Response:
    """Another value for one instance of the past; its number stays."""
    asked = await asking.told(request, face.contexts)
    name = request.named["attribute"]
    given = asked.body.get(name, asked.body) if isinstance(asked.body, dict) else asked.body
    [instance] = writing.instances_of(
        name, given[0] if isinstance(given, list) and given else given, asked.context
    )

    def change(session: Session, row: Entity, series: Series, step: Step) -> None:
        key, dataset = instances.parts(series.attribute)
        if instance.dataset not in ("", dataset):
            raise BadRequest(
                f"the instance has the datasetId {dataset or '@none'} and keeps it; leave it out"
            )
        if dataset:
            instance.members = {**instance.members, "datasetId": dataset}
        names = Names((row.ld or {}).get("names"))
        amending.replace(
            session,
            series,
            step,
            tenant=asked.tenant,
            attribute=fold([instance], names, row.attributes.get(key)),
            ts=times.milliseconds(instance.members["observedAt"]),
            at=face.broker.clock(),
            kind=face.broker.store.kind,
        )

    return await _on_instance(face, asked, change)


async def delete_instance(face: Face, request: Request) -> Response:
    """One instance of the past goes."""
    asked = await asking.asked(request, face.contexts)

    def change(session: Session, row: Entity, series: Series, step: Step) -> None:
        amending.remove(session, series, step, kind=face.broker.store.kind)

    return await _on_instance(face, asked, change)


async def _on_instance(
    face: Face, asked: asking.Asked, change: Callable[[Session, Entity, Series, Step], None]
) -> Response:
    named = asked.request.named
    id_, number = ids.checked(named["id"]), number_of(named["instance"])
    rows = await face.rows(asked.tenant, [id_])
    key = _key_of(asked, rows.get(id_), named["attribute"])

    def work(session: Session) -> None:
        row, series = temporal.found(session, asked, id_, rows.get(id_), key)
        for one in series if number is not None else []:
            step = amending.find(session, one, number or 0)
            if step is not None:
                change(session, row, one, step)
                return
        raise NotFound(f"{named['attribute']} has no instance {named['instance']} in its past")

    await face.broker.do(work)
    return answering.nothing()
