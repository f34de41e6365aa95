from sagacity.kit.testing.house import House, wait_until

COUNT = """
from sagacity.kit.audit.models import Line
from sagacity.kit.signals import api as signals
tell([signals.backlog(), Line.objects.count(), Line.objects.values("thing").distinct().count()])
"""
ANNOUNCE = """
from django.db import transaction
from sagacity.kit.signals.tests import news
with transaction.atomic():
    news.opened.announce_many([news.Opened(f"place {number}") for number in range(200)])
"""
DELIVER = """
from sagacity.kit.signals.tests import news
from sagacity.kit.signals import api as signals
while signals.backlog():
    signals.deliver(limit=10)
"""


def test_two_workers_at_once_deliver_each_message_once(house: House) -> None:
    house.run(ANNOUNCE)

    workers = [house.start(DELIVER), house.start(DELIVER)]

    assert [worker.wait(120) for worker in workers] == [0, 0]
    assert house.run(COUNT) == [0, 200, 200]


def test_a_worker_killed_with_messages_in_hand_loses_and_doubles_nothing(house: House) -> None:
    house.run(ANNOUNCE)
    worker = house.start(DELIVER)
    wait_until(lambda: house.run(COUNT)[1] > 20, what="some deliveries")
    house.kill(worker)
    back = "from sagacity.kit.signals.models import Message; from sagacity.kit.clock import now;"
    house.run(f"{back} Message.objects.waiting().update(due_at=now())")  # as if the lease were over

    house.run(DELIVER)

    assert house.run(COUNT) == [0, 200, 200]
