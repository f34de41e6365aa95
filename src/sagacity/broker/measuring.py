"""What costs too little to be seen from outside: python -m sagacity.broker.measuring query|match STORE."""

import json
import sys
import time

from sagacity.broker.assembly import complete
from sagacity.broker.broker import Broker
from sagacity.broker.entity import Attribute, Entity, Json
from sagacity.broker.querying import q
from sagacity.broker.selection import Selection
from sagacity.broker.settings import Settings
from sagacity.broker.store import meta, promoting
from sagacity.broker.store.base import Session
from sagacity.broker.subscribing import asked, asking, rows
from sagacity.broker.subscribing.part import Teller
from sagacity.broker.writing.change import After, Change, Differences, Done, differences

ENTITIES = 20_000
TYPES = 20
SUBSCRIPTIONS = 10_000
QUESTIONS = 300
UPDATES = 5_000


def query(broker: Broker) -> dict[str, float]:
    """Milliseconds of the store for one question by type and value among 20,000 entities."""
    for start in range(0, ENTITIES, 1000):
        broker.write_now([_create(number) for number in range(start, start + 1000)])
    wished = {("", f"Type{number}", "level") for number in range(TYPES)}
    broker.do_now(lambda session: promoting.promote(session, wished))
    broker.write_now([])
    found = 0
    start_at = time.process_time()
    for number in range(QUESTIONS):
        selection = Selection("", types=(f"Type{number % TYPES}",), predicates=(q.parse(f"level=={number}"),))
        found += len(broker.find_now(selection).entities)
    used = time.process_time() - start_at
    assert found == QUESTIONS, f"{found} entities were found by {QUESTIONS} questions"
    return {"query_store_ms": used / QUESTIONS * 1000}


def match(broker: Broker) -> dict[str, float]:
    """Microseconds to find among 10,000 subscriptions whom an update concerns: one, whose condition fails."""
    broker.do_now(_subscribe)
    broker.write_now([_create(1)])
    (teller,) = (follower for follower in broker.followers if isinstance(follower, Teller))
    assert len(teller.book) == SUBSCRIPTIONS
    occasions = [_occasion(number) for number in range(UPDATES)]
    told = 0
    start_at = time.process_time()
    for change, done, between in occasions:
        told += len(teller.book.notifications(change=change, done=done, differences=between, at=0))
    used = time.process_time() - start_at
    assert told == 0, f"{told} notifications were built"
    return {"match_us": used / UPDATES * 1_000_000}


def _subscribe(session: Session) -> None:
    for number in range(SUBSCRIPTIONS):
        body: Json = {
            "subject": {
                "entities": [_subject(number)],
                "condition": {"attrs": ["level"], "expression": {"q": "level>100000"}},
            },
            "notification": {"http": {"url": "http://127.0.0.1:9/never"}},
        }
        asked_for = asked.to_bytes(asking.parse(body))
        rows.insert(session, rows.Stored(f"{number:024x}", "v2", "", "/#", asked_for, "active", 0))
    meta.bump(session, rows.COUNTER)


def _subject(number: int) -> dict[str, str]:
    """Most name one entity, some all of a type, some a pattern."""
    if number % 10 == 8:
        return {"idPattern": ".*", "type": f"Other{number}"}
    if number % 10 == 9:
        return {"idPattern": f"^urn:gauge:x{number}", "type": "Type1"}
    return {"id": f"urn:gauge:{number}", "type": f"Type{number % TYPES}"}


def _occasion(number: int) -> tuple[Change, Done, Differences]:
    before = _entity(number % 8, level=number)
    after = before.with_attributes({**before.attributes, "level": _level(number + 1)}, at=1)
    change = Change("", before.id, before.type, "/", _nothing)
    return change, Done(before, after, ("level",)), differences(before, after)


def _nothing(entity: Entity | None, at: int) -> After:
    return After(entity)


def _entity(number: int, *, level: int) -> Entity:
    attributes = {"level": _level(level), "name": Attribute(value=f"Gauge {number}")}
    return Entity(id=f"urn:gauge:{number}", type=f"Type{number % TYPES}", attributes=attributes)


def _level(value: int) -> Attribute:
    return Attribute(value=value, type="Number")


def _create(number: int) -> Change:
    def verb(_: Entity | None, at: int) -> After:
        return After(_entity(number, level=number), ("level", "name"))

    return Change("", f"urn:gauge:{number}", f"Type{number % TYPES}", "/", verb, creates=True)


def main(what: str, store: str) -> None:
    broker = complete(Settings(store=store, open=True))
    broker.prepare()
    print(json.dumps({"query": query, "match": match}[what](broker)))  # noqa: T201 - read by the bench


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
