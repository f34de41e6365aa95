"""80,000 people with three marks each: an audience resolved, an inbox opened, a notice's figures counted."""

import importlib
import importlib.util
import json
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sagacity.site.bench import Figure, machine, pages, sandbox

PEOPLE = 80_000
TOWNS, TOPICS = 200, 8
LETTERS = 60
ROUNDS = 100


def measure() -> Iterator[Figure]:
    with sandbox.house() as folder:
        found = sandbox.in_own_process(__name__, folder=folder)
    about = f"{PEOPLE:,} people × 3 marks, {machine.database()}"
    all_met = f"{about}; district, topic and age of a child, {found['reached']:,.0f} people meet all three"
    yield Figure("push.audience_s", found["audience_s"], "s", all_met, goal=2)
    yield Figure("push.audience_few_s", found["few_s"], "s", f"{about}; one town, {found['few']:,.0f} people")
    yield Figure("inbox.cpu_ms", found["inbox_ms"], "ms", f"{LETTERS} letters, {_where()}", goal=10)
    yield Figure("inbox.stamp_ms", found["stamp_ms"], "ms", f"{LETTERS} letters, the stamp for caches")
    yield Figure("inbox.catch_up_ms", found["catch_up_ms"], "ms", f"a topic followed, {LETTERS} notices out")
    deliveries = f"{2 * PEOPLE:,} deliveries of one notice on two channels, {machine.database()}"
    yield Figure("messaging.figures_ms", found["figures_ms"], "ms", deliveries, goal=300)
    yield Figure("messaging.reach_s", found["reach_s"], "s", f"{about}; all of them, first channel of each")
    if importlib.util.find_spec("sagacity.site.bench.push"):
        yield from importlib.import_module("sagacity.site.bench.push").measure()


def _has_page() -> bool:
    return importlib.util.find_spec("sagacity.miniapps.notices") is not None


def _where() -> str:
    return "GET /apps/notices/ warm" if _has_page() else "the verb alone, no page"


def _in_house() -> dict[str, float]:
    from sagacity.kit import clock

    at = clock.now()
    _fill(at)
    return {**_audiences(at), **_figures(at), **_inbox(at)}


def _fill(at: Any) -> None:
    from sagacity.messaging import models

    for start in range(0, PEOPLE, 10_000):
        people = models.Person.objects.bulk_create(
            (
                models.Person(key=f"urn:ngsi-ld:Device:{number:032}", created_at=at, changed_at=at)
                for number in range(start, start + 10_000)
            ),
            batch_size=500,
        )
        models.Mark.objects.bulk_create(
            (
                models.Mark(person=person, kind=kind, value=value)
                for number, person in enumerate(people, start)
                for kind, value in _marks(number)
            ),
            batch_size=2000,
        )


def _marks(number: int) -> Iterator[tuple[str, str]]:
    yield "district", _town(number)
    yield "topic", f"topic-{number % TOPICS}"
    yield "child", f"{2018 + number % 8}-{number % 12 + 1:02}-{number % 28 + 1:02}"


def _town(number: int) -> str:
    return f"urn:ngsi-ld:Town:000000-{number % TOWNS:010}"


def _audiences(at: Any) -> dict[str, float]:
    from sagacity.kit import clock
    from sagacity.messaging import audiences
    from sagacity.messaging.types import Audience

    on = clock.day(at)
    everybody = Audience(
        districts=tuple(_town(number) for number in range(TOWNS)),
        topics=tuple(f"topic-{number}" for number in range(TOPICS)),
        child_until_months=240,
    )
    start = time.monotonic()
    reached = list(audiences.people(everybody, on=on).values_list("pk", flat=True))
    audience_s = time.monotonic() - start
    assert len(reached) == PEOPLE, f"{len(reached)} people: this would measure another question"
    start = time.monotonic()
    few = audiences.people(Audience(districts=(_town(7),)), on=on).count()
    few_s = time.monotonic() - start
    return {
        "reached": len(reached),
        "audience_s": audience_s,
        "few": few,
        "few_s": few_s,
    }


def _notice(number: int, at: Any, audience: Any) -> Any:
    from sagacity.kit.policy import SYSTEM
    from sagacity.messaging import api as messaging

    draft = messaging.Draft(
        title={"ja": f"水道工事のお知らせ {number}", "en": f"Water works {number}"},
        body={"ja": "9月15日の午前9時から正午まで、水が出ません。" * 6, "en": "No water in the morning." * 6},
        audience=audience,
        publish_at=at,
        expires_at=at + timedelta(days=30),
    )
    written = messaging.write(client_key=f"bench {number}", draft=draft, by=SYSTEM, at=at)
    return messaging.submit(notice=written.key, by=SYSTEM, at=at)


def _figures(at: Any) -> dict[str, float]:
    from sagacity.messaging import api as messaging
    from sagacity.messaging import models

    notice = _notice(-1, at, messaging.Audience())
    row = models.Notice.objects.get(key=notice.key)
    people = list(models.Person.objects.values_list("pk", flat=True))
    for channel, state in (("inbox", "sent"), ("push", "received")):
        models.Delivery.objects.bulk_create(
            (
                models.Delivery(
                    notice=row,
                    person_id=person,
                    channel=channel,
                    state="failed" if person % 20 == 0 and channel == "push" else state,
                    why="gone" if person % 20 == 0 and channel == "push" else "",
                    created_at=at,
                    read_at=at if person % 3 == 0 and channel == "inbox" else None,
                )
                for person in people
            ),
            batch_size=2000,
        )
    start = time.monotonic()
    for _ in range(10):
        figures = messaging.figures(notice=notice.key, at=at)
    figures_ms = (time.monotonic() - start) * 100
    assert figures.people == PEOPLE
    assert figures.channels[1].why == {"gone": PEOPLE // 20}
    start = time.monotonic()
    reach = messaging.reach(audience=messaging.Audience())
    assert reach.people == PEOPLE
    return {"figures_ms": figures_ms, "reach_s": time.monotonic() - start}


def _inbox(at: Any) -> dict[str, float]:
    from sagacity.identity import models as identity
    from sagacity.identity.devices import COOKIE, hash_of
    from sagacity.kit import clock
    from sagacity.kit.policy import SYSTEM
    from sagacity.messaging import api as messaging
    from sagacity.site import prepare

    prepare.files()
    me = "urn:ngsi-ld:Device:bench"
    identity.Device.objects.create(
        key=me, token_hash=hash_of("bench"), created_at=at, last_used_on=clock.day(at)
    )
    topic = messaging.Topic(
        key="gomi",
        name={"ja": "ごみ"},
        summary={},
        icon="",
        owner="",
        posted_by="staff",
        order=1,
        is_open=True,
    )
    messaging.write_topic(topic=topic, by=SYSTEM, at=at)
    for number in range(LETTERS):
        _notice(number, at, messaging.Audience(topics=("gomi",)))
    messaging.mark(person=me, kind="role", values=["resident"], language="ja", at=at)
    start = time.process_time()
    messaging.follow(person=me, topic="gomi", language="ja", at=at)
    catch_up_ms = (time.process_time() - start) * 1000
    assert messaging.inbox(person=me, at=at).total >= LETTERS
    if _has_page():
        assert pages.get("/apps/notices/", cookie=f"{COOKIE}=bench").status.startswith("200")
        inbox_ms = pages.cpu_ms("/apps/notices/", rounds=ROUNDS, cookie=f"{COOKIE}=bench")
    else:
        inbox_ms = _cpu_ms(lambda: messaging.inbox(person=me, at=at))
    return {
        "inbox_ms": inbox_ms,
        "stamp_ms": _cpu_ms(lambda: messaging.glance(person=me, at=at)),
        "catch_up_ms": catch_up_ms,
    }


def _cpu_ms(do: Any) -> float:
    for _ in range(10):
        do()
    start = time.process_time()
    for _ in range(ROUNDS):
        do()
    return (time.process_time() - start) * 1000 / ROUNDS


if __name__ == "__main__":
    sandbox.open_house()
    print(json.dumps(_in_house()))  # noqa: T201 - read by the bench that started this process
