import pytest

from sagacity.broker.access import catalogue, desk, keys, usage
from sagacity.broker.access.grants import Grant
from sagacity.broker.access.keys import Terms
from sagacity.broker.access.tests.conftest import FULL_KEY, GiveKey
from sagacity.broker.broker import Broker
from sagacity.broker.refusals import BadRequest, NotFound
from sagacity.broker.settings import Settings
from sagacity.broker.testing import City, Running


def test_of_a_secret_only_a_hash_and_the_first_characters_are_kept(
    closed: Running, give_key: GiveKey
) -> None:
    key, secret = give_key(Grant(tenant="t"))

    (row,) = closed.service.broker.read_now(
        lambda session: session.execute("SELECT * FROM broker_key WHERE id = ?", (key.id,))
    )

    assert secret.startswith(key.prefix)
    assert len(secret) > 40
    assert not any(secret.encode() in bytes(str(part), "utf-8") for part in row)


def test_every_step_is_noted_with_who_did_it(closed: Running, give_key: GiveKey) -> None:
    broker = closed.service.broker
    key, _ = give_key(Grant(tenant="t"))
    terms = Terms("renamed", "Test Ltd.", "test@example.jp", key.grants, per_day=7)
    broker.do_now(lambda session: keys.change(session, key.id, terms, who="koga", at=10))
    broker.do_now(lambda session: keys.revoke(session, key.id, who="hanako", at=20, why="lost"))
    broker.do_now(lambda session: keys.revoke(session, key.id, who="hanako", at=30))

    events = broker.read_now(lambda session: keys.events(session, key.id))
    found = broker.read_now(lambda session: keys.one(session, key.id))

    assert [(one.what, one.who) for one in events] == [
        ("made", "staff"),
        ("changed", "koga"),
        ("revoked", "hanako"),
    ]
    assert events[1].detail["per_day"] == 7
    assert events[2].detail == {"why": "lost"}
    assert (found.name, found.per_day, found.revoked) == ("renamed", 7, 20)


def test_a_key_made_in_another_process_is_known_within_a_look(closed: Running) -> None:
    ours = closed.service.broker
    other = Broker(Settings(store=ours.settings.store))
    _, secret = other.do_now(
        lambda session: keys.make(session, Terms("n", "h", "c", (Grant(),)), who="s", at=1)
    )

    ours.keyring.look()
    held = ours.keyring.by_secret(secret)

    assert held is not None
    assert held.caller.name == "n"
    other.do_now(lambda session: keys.revoke(session, held.key.id, who="s", at=2))
    ours.keyring.look()
    assert ours.keyring.by_secret(secret) is None
    other.store.close()


def test_a_key_that_reaches_nothing_is_refused(give_key: GiveKey) -> None:
    with pytest.raises(BadRequest, match="reaches nothing"):
        give_key()
    with pytest.raises(BadRequest, match="one or more of"):
        give_key(Grant(may=("fly",)))
    with pytest.raises(BadRequest, match="whole tenant"):
        give_key(Grant(path="/x", may=("administer",)))


def test_an_unknown_key_cannot_be_revoked(closed: Running) -> None:
    with pytest.raises(NotFound, match="there is no key"):
        closed.service.broker.do_now(lambda session: keys.revoke(session, "none", who="s", at=1))


def test_what_a_page_does_to_a_key_holds_at_once(closed: Running) -> None:
    broker = closed.service.broker
    terms = Terms("n", "h", "c", (Grant(tenant="t"),))

    key, secret = desk.give_key(terms, who="koga", broker=broker)

    assert broker.keyring.by_secret(secret) is not None
    desk.revoke_key(key.id, who="koga", broker=broker)
    assert broker.keyring.by_secret(secret) is None
    assert desk.one_key(key.id, broker=broker).revoked is not None


def test_use_is_written_down_by_key_and_day(closed: Running, give_key: GiveKey) -> None:
    broker = closed.service.broker
    key, secret = give_key(Grant(tenant="t"))
    asking = City(closed, tenant="t", key=secret)
    for _ in range(3):
        assert asking.get("/v2/entities").status == 200

    broker.do_now(lambda session: usage.add(session, broker.keyring.counted()))

    (used,) = desk.key_usage(key=key.id, broker=broker)
    assert (used.calls, used.refused, used.day) == (3, 0, usage.day_of(broker.clock()))


def test_the_catalogue_shows_what_lies_open_alone(closed: Running) -> None:
    full = City(closed, tenant="", key=FULL_KEY)
    for path, type_ in (("/opendata/a", "OpenToilet"), ("/staff", "ClosedToilet")):
        made = full.post(
            "/v2/entities",
            json={"id": f"urn:{type_}", "type": type_, "stalls": 3},
            headers={"Fiware-Service": None, "Fiware-ServicePath": path},
            options="keyValues",
        )
        assert made.status == 201
    broker = closed.service.broker

    kinds = {kind.type: kind.count for kind in catalogue.open_kinds(broker=broker)}
    described = catalogue.describe_open("OpenToilet", broker=broker)

    assert kinds["OpenToilet"] == 1
    assert "ClosedToilet" not in kinds
    assert catalogue.describe_open("ClosedToilet", broker=broker) is None
    assert described is not None
    assert [(one.name, one.types, one.always, one.example) for one in described.attributes] == [
        ("stalls", ("Number",), True, 3)
    ]
    assert described.sample["id"] == "urn:OpenToilet"
