"""Keys of peers and what is forwarded where, as clerks see and handle it."""

import re
from collections.abc import Iterator

import pytest
from pytest_django import Settings

from sagacity.broker import api as broker
from sagacity.broker.federating.testing import ContextProvider, register
from sagacity.broker.federating.testing import provider as provider
from sagacity.broker.looking.testing import answering
from sagacity.broker.testing import City
from sagacity.identity.testing import StaffActor
from sagacity.kit.audit import api as audit

pytestmark = pytest.mark.django_db
PEERS, FORWARDS = "/desk/data/peers/", "/desk/data/registrations/"
THEIRS = "ed25519:" + "A" * 43


@pytest.fixture
def town(settings: Settings) -> Iterator[City]:
    """The platform of the desk, answering over HTTP."""
    with answering(settings.BROKER_STORE) as found:
        yield found


def peer(town: City) -> str:
    body = {"name": "佐賀県", "url": "http://127.0.0.1:9/v2", "types": ["Room"], "attrs": ["temperature"]}
    answer = town.post("/federation/peers", json=body, headers={"Fiware-Service": None})
    assert answer.status == 201, answer.text
    return answer.headers["location"].rpartition("/")[2]


def done(koga: StaffActor) -> list[str]:
    return [line.action for line in audit.latest(actor=koga.key) if line.action.startswith("broker.")]


def test_a_clerk_gives_our_key_and_pastes_theirs(koga: StaffActor, town: City) -> None:
    id_ = peer(town)
    page = koga.opens(PEERS).content.decode()
    assert broker.own_keys()[0].public in page
    assert "まだ鍵をもらっていません" in page

    koga.sends(f"{PEERS}{id_}/keys/", public=THEIRS, may=["read"])

    page = koga.sees()
    assert "鍵を登録しました" in page
    [key] = broker.keys_of_peers()
    assert key.name in page
    assert "まだ署名が来ていません" in page
    [reach] = broker.one_key(key.broker_key).grants
    assert (reach.types, reach.attributes, reach.may) == (("Room",), ("temperature",), ("read",))

    koga.sends(f"{PEERS}{id_}/keys/{key.name}/remove/")
    assert broker.keys_of_peers() == []
    assert done(koga) == ["broker.peer_key.removed", "broker.peer_key.believed"]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({"public": "ed25519:short", "may": ["read"]}, "鍵として読めません"),
        ({"public": "", "may": ["read"]}, "相手の公開鍵を貼り付けてください"),
        ({"public": THEIRS}, "1つは選んでください"),
    ],
)
def test_what_is_no_key_is_told_beside_the_field(
    koga: StaffActor, town: City, said: dict[str, object], answer: str
) -> None:
    sent = koga.client.post(f"{PEERS}{peer(town)}/keys/", said)

    assert sent.status_code == 422
    assert answer in sent.content.decode()
    assert broker.keys_of_peers() == []


def test_a_key_that_is_known_and_a_peer_that_is_gone_are_told(koga: StaffActor, town: City) -> None:
    id_ = peer(town)
    koga.sends(f"{PEERS}{id_}/keys/", public=THEIRS, may=["read"])

    again = koga.client.post(f"{PEERS}{id_}/keys/", {"public": THEIRS, "may": ["read"]})
    assert "もう登録されています" in again.content.decode()
    koga.sends(f"{PEERS}gone/keys/", public=THEIRS, may=["read"])
    assert "この連携先はもうありません" in koga.sees()


def test_our_key_is_rotated_by_buttons(koga: StaffActor, town: City) -> None:
    first = broker.own_keys()[0]

    koga.sends(f"{PEERS}own-key/", what="next")
    assert "次の鍵を作りました" in koga.sees()
    koga.sends(f"{PEERS}own-key/", what="next")
    assert "今はできません" in koga.sees()
    koga.sends(f"{PEERS}own-key/", what="use")

    assert "切りかえました" in koga.sees()
    assert [(one.state, one.name == first.name) for one in broker.own_keys()] == [
        ("current", False),
        ("old", True),
    ]
    koga.sends(f"{PEERS}own-key/", name=broker.own_keys()[0].name)
    assert len(broker.own_keys()) == 2, "the key that signs was taken away"
    koga.sends(f"{PEERS}own-key/", what="anything", name=first.name)
    assert len(broker.own_keys()) == 1
    assert done(koga) == ["broker.own_key.removed", "broker.own_key.use", "broker.own_key.next"]


def test_an_approver_sees_the_keys_and_changes_nothing(
    koga: StaffActor, nakamura: StaffActor, town: City
) -> None:
    id_ = peer(town)

    assert "次の鍵を作る" not in nakamura.sees(PEERS)
    for place in (f"{PEERS}own-key/", f"{PEERS}{id_}/keys/", f"{FORWARDS}x/remove/"):
        assert nakamura.client.post(place).status_code == 403


def test_registrations_are_listed_found_and_removed_after_a_question(
    koga: StaffActor, town: City, provider: ContextProvider
) -> None:
    assert "まだ転送はありません" in koga.sees(FORWARDS)
    id_ = register(town, provider.url, attrs=["humidity"], description="湿度は隣から")
    provider.entities = [{"id": "R1", "type": "Room", "humidity": {"value": 4, "type": "Number"}}]
    assert town.get("/v2/entities", type="Room").status == 200
    town.get("/v2/registrations")  # writes down how it went

    page = koga.sees(FORWARDS)
    assert "湿度は隣から" in page
    assert "答えています" in page
    assert "humidity" in koga.sees(FORWARDS, q="HUMID")
    assert "あてはまる転送がありません" in koga.sees(FORWARDS, q="ふめい")
    asked = koga.sees(f"{FORWARDS}{id_}/remove/")
    assert "この転送を消しますか" in asked
    assert len(broker.find_registrations()) == 1

    koga.sends(f"{FORWARDS}{id_}/remove/")
    assert "転送を消しました" in koga.sees()
    assert broker.find_registrations() == []
    koga.sends(f"{FORWARDS}{id_}/remove/")
    assert "もう消されています" in koga.sees()
    assert koga.opens(f"{FORWARDS}{id_}/remove/").status_code == 404
    assert done(koga) == ["broker.registration.removed"]


def test_a_provider_that_fails_is_seen_and_pages_turn(koga: StaffActor, town: City) -> None:
    for number in range(52):
        register(town, f"http://127.0.0.1:9/{number}", entity={"id": f"R{number}", "type": "Room"})
    town.get("/v2/entities/R51")
    town.get("/v2/registrations")

    first, second = (koga.opens(f"{FORWARDS}?page={page}").content.decode() for page in (1, 2))

    assert "答えがありません" in first
    assert len(re.findall(r"127\.0\.0\.1:9/\d+</span>", first)) == 50
    assert len(re.findall(r"127\.0\.0\.1:9/\d+</span>", second)) == 2
