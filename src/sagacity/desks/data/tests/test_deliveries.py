"""Notifications that did not arrive, and how a clerk sends them again; over real HTTP to a real receiver."""

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytest_django import Settings

from sagacity.broker import api as broker
from sagacity.broker.delivering.testing import Receiver, receiver
from sagacity.broker.looking.testing import answering
from sagacity.broker.subscribing.testing import change, subscribe
from sagacity.broker.testing import City
from sagacity.identity.testing import StaffActor
from sagacity.kit import clock
from sagacity.kit.audit import api as audit

__all__ = ["receiver"]
pytestmark = pytest.mark.django_db
LIST = "/desk/data/subscriptions/"


@pytest.fixture
def town(settings: Settings) -> Iterator[City]:
    """The platform of the desk, answering over HTTP."""
    with answering(settings.BROKER_STORE) as found:
        yield found


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def give_up(town: City) -> None:
    """As if everything that waits had waited for too long."""
    town.broker.do_now(
        lambda session: session.execute(
            "UPDATE broker_outbox SET state = 'dead', reason = 'too old', due = 0"
        )
    )


def pressed(koga: StaffActor, subscription: str, button: str = "replay", **fields: Any) -> str:
    koga.sends(f"{LIST}{subscription}/{button}/", **fields)
    return koga.sees()


def test_without_subscriptions_the_page_says_how_they_come(koga: StaffActor) -> None:
    assert "まだ購読はありません" in koga.sees(LIST)
    assert koga.opens(f"{LIST}none/").status_code == 404


def test_a_delivered_notification_is_seen_with_its_answer(
    koga: StaffActor, town: City, receiver: Receiver
) -> None:
    subscription = subscribe(town, receiver.url, description="川の水位を県へ")
    change(town, temperature=21)
    receiver.wait_for(1)
    wait_until(lambda: bool(broker.find_deliveries(subscription=subscription)))

    page = koga.sees(LIST)
    assert "川の水位を県へ" in page
    assert receiver.url in page
    one = koga.sees(f"{LIST}{subscription}/")
    assert "届いた 204" in one
    assert "Room1" in one
    assert "まだありません。" in koga.sees(f"{LIST}{subscription}/", failed="1")
    assert "あてはまる購読がありません" in koga.sees(LIST, q="ふめい")


def test_the_history_of_deliveries_is_searched_by_entity_and_leafed_through(
    koga: StaffActor, town: City, receiver: Receiver
) -> None:
    subscription = subscribe(town, receiver.url)
    for number in range(60):
        change(town, f"Room{number}", count=number)
    receiver.wait_for(60)
    wait_until(lambda: len(broker.find_deliveries(subscription=subscription, limit=100)) == 60)
    page = f"{LIST}{subscription}/"

    assert "Room59" in koga.sees(page)
    found = koga.sees(page, entity="Room7")
    assert "Room7" in found
    assert "Room59" not in found
    older = re.search(r'href="(\?before=[^"]+)"', koga.opens(page).content.decode())
    assert older is not None
    second = koga.sees(page + older[1].replace("&amp;", "&"))
    assert "Room59" not in second
    assert all(f"Room{number}" in koga.sees(page) + second for number in range(60))
    assert "まだありません。" in koga.sees(page, entity="Nobody", before="nonsense")


def test_a_dead_letter_goes_again_with_one_press_and_a_second_press_is_harmless(
    koga: StaffActor, town: City, receiver: Receiver
) -> None:
    subscription = subscribe(town, receiver.url)
    receiver.answer = 503
    change(town, temperature=21)
    receiver.wait_for(1)
    wait_until(lambda: bool(broker.find_deliveries(subscription=subscription, failed=True)))
    give_up(town)
    page = koga.sees(f"{LIST}{subscription}/")
    assert "1件をすべて送り直す" in page
    assert "too old" in page
    assert '"temperature"' in page
    assert "届けるのをあきらめた知らせ" in koga.sees("/staff/")
    receiver.answer = 204

    assert "1件を送り直しています。" in pressed(koga, subscription)

    receiver.wait_until_taken(1)
    assert broker.find_dead_letters(subscription=subscription) == []
    assert "送り直すものはもうありません" in pressed(koga, subscription)
    done = [line.action for line in audit.latest(actor=koga.key) if line.action.startswith("broker.")]
    assert done == ["broker.replay 1"]


def test_one_letter_alone_can_be_sent_again(koga: StaffActor, town: City, receiver: Receiver) -> None:
    subscription = subscribe(town, "", notification={"httpCustom": {"url": "${where}"}})
    change(town, "Room1", where="http://10.0.0.1/")
    change(town, "Room2", where="http://10.0.0.2/")
    wait_until(lambda: len(broker.find_dead_letters(subscription=subscription)) == 2)
    letter = broker.find_dead_letters(subscription=subscription)[0].letter

    assert "1件を送り直しています。" in pressed(koga, subscription, letter=str(letter))


def test_a_subscription_can_rest_and_be_woken(koga: StaffActor, town: City, receiver: Receiver) -> None:
    subscription = subscribe(town, receiver.url)

    assert "知らせるのを止めました" in pressed(koga, subscription, "status", wake="0")
    change(town, temperature=21)
    assert receiver.stays_at(0)

    assert "知らせるようにしました" in pressed(koga, subscription, "status", wake="1")
    change(town, temperature=22)
    receiver.wait_for(1)


def test_an_approver_sees_but_cannot_send_again(nakamura: StaffActor, town: City, receiver: Receiver) -> None:
    subscription = subscribe(town, receiver.url)

    assert "知らせるのを止める" not in nakamura.sees(f"{LIST}{subscription}/")
    assert nakamura.client.post(f"{LIST}{subscription}/replay/").status_code == 403
    assert nakamura.client.get(f"{LIST}{subscription}/replay/").status_code in {403, 405}


def test_a_peer_that_is_down_is_seen_to_lag(koga: StaffActor, town: City) -> None:
    assert "まだ連携先はありません" in koga.sees("/desk/data/peers/")
    peer = {"name": "佐賀県", "url": "http://127.0.0.1:9/v2", "types": ["Room"], "attrs": ["temperature"]}
    answer = town.post(
        "/federation/peers", json={**peer, "reads": False, "pushes": True}, headers={"Fiware-Service": None}
    )
    assert answer.status == 201, answer.text
    change(town, temperature=21)

    wait_until(lambda: broker.peers_with_lag()[0].waiting == 1)
    page = koga.sees("/desk/data/peers/")

    assert "佐賀県" in page
    assert "1件が待っています" in page
    assert "http://127.0.0.1:9" in koga.sees(LIST)


def test_a_receiver_that_rests_shows_when_it_is_tried_and_is_tried_with_one_press(
    koga: StaffActor, town: City, receiver: Receiver
) -> None:
    subscribe(town, receiver.url)
    receiver.stop()
    change(town, temperature=21)
    wait_until(lambda: any(one.tries for one in broker.endpoints_waited_for()))
    (waiting,) = broker.endpoints_waited_for()
    assert waiting.next is not None
    assert waiting.next > clock.now()
    assert "いま試す" in koga.sees(LIST)

    receiver.start()
    koga.sends(f"{LIST}try-now/", endpoint=receiver.url)
    receiver.wait_until_taken(1)

    assert [one.action for one in audit.about(thing=f"broker:endpoint:{receiver.url}")] == ["broker.try_now"]
    wait_until(lambda: not broker.endpoints_waited_for())
    koga.sends(f"{LIST}try-now/", endpoint=receiver.url)
    assert "もうありません" in koga.sees()
