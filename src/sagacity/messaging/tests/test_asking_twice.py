import json
import time
from datetime import timedelta

from sagacity.kit.testing.house import House
from sagacity.messaging import api as messaging
from sagacity.messaging.testing import TownCrier, device


def test_a_form_sent_twice_makes_one_notice(crier: TownCrier) -> None:
    first = crier.writes("はじめ", key="form")
    second = crier.writes("べつの言葉", key="form")

    assert second == first


def test_a_reminder_asked_for_twice_is_sent_once(crier: TownCrier) -> None:
    hanako = crier.marks("hanako", topic=["any"])
    draft = crier.draft("もえるごみの日", audience=messaging.Audience(people=(hanako,)))

    first = messaging.remind(client_key="2026-09-15", draft=draft, app="garbage", at=crier.at)
    again = messaging.remind(
        client_key="2026-09-15", draft=draft, app="garbage", at=crier.at + timedelta(minutes=1)
    )
    crier.deliver()

    assert again == first
    assert crier.titles(hanako) == ["もえるごみの日"]


def test_two_mini_apps_may_use_the_same_client_key(crier: TownCrier) -> None:
    draft = crier.draft(audience=messaging.Audience(people=(device("hanako"),)))

    one = messaging.remind(client_key="2026-09-15", draft=draft, app="garbage", at=crier.at)
    other = messaging.remind(client_key="2026-09-15", draft=draft, app="childcare", at=crier.at)

    assert one.key != other.key


def test_a_very_long_client_key_is_kept_whole(crier: TownCrier) -> None:
    first = crier.writes(key="x" * 400 + "1")
    other = crier.writes(key="x" * 400 + "2")

    assert other.key != first.key
    assert crier.writes(key="x" * 400 + "1").key == first.key


ASK = """
import threading, time
from datetime import datetime, timedelta
from django.db import connection
from sagacity.messaging import api as messaging
from sagacity.kit import policy
at = datetime.fromisoformat("2026-09-15T09:00+09:00")
draft = messaging.Draft(
    title={"ja": "申し込み"}, body={"ja": "受付済"}, publish_at=at, expires_at=at + timedelta(days=1),
    audience=messaging.Audience(people=("urn:ngsi-ld:Device:hanako",)),
)
barrier, found = threading.Barrier(10), []
def ask():
    barrier.wait()
    found.append(messaging.remind(client_key="one", draft=draft, app="events", at=at).key)
    found.append(messaging.write(client_key="form", draft=draft, by=policy.SYSTEM, at=at).key)
    connection.close()
threads = [threading.Thread(target=ask) for _ in range(10)]
time.sleep(max(0, %r - time.time()))
for thread in threads: thread.start()
for thread in threads: thread.join()
open(%r, "w").write(json.dumps(found))
"""


def test_twenty_who_ask_in_the_same_moment_get_the_same_notice(house: House) -> None:
    answers = [house.folder / f"found-{number}.json" for number in range(2)]
    start = time.time() + 4

    for process in [house.start(ASK % (start, str(answer))) for answer in answers]:
        assert process.wait(60) == 0

    found = [key for answer in answers for key in json.loads(answer.read_text())]
    assert (len(found), len(set(found))) == (40, 2)
    there = house.run(
        "from sagacity.messaging import models\n"
        "tell([one.objects.count() for one in (models.Notice, models.Delivery, models.Person)])"
    )
    assert there == [2, 1, 1]
