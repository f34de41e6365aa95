from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from sagacity.kit import clock
from sagacity.kit.audit import api as audit
from sagacity.kit.signals import api as signals
from sagacity.kit.signals import health, models
from sagacity.kit.signals.tests import news
from sagacity.kit.signals.tests.news import Opened
from sagacity.kit.testing.plugin import Deliver

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quiet_morning() -> Iterator[None]:
    news.heard.clear()
    news.ill.clear()
    yield
    news.ill.clear()


def announce(place: str) -> None:
    with transaction.atomic():
        news.opened.announce(Opened(place))


def later(hours: float) -> datetime:
    return clock.now() + timedelta(hours=hours)


def test_news_is_heard_once_by_each_receiver(deliver: Deliver) -> None:
    announce("金立公園")
    assert signals.backlog() == 1

    deliver()
    deliver()

    assert news.heard == ["金立公園"]
    assert len(audit.about(thing="金立公園")) == 1
    assert signals.backlog() == 0


@pytest.mark.django_db(transaction=True)
def test_news_outside_of_a_transaction_is_refused() -> None:
    with pytest.raises(signals.AnnouncedOutsideTransaction):
        news.opened.announce(Opened("金立公園"))


def test_news_of_a_transaction_that_failed_is_never_told(deliver: Deliver) -> None:
    with suppress(ZeroDivisionError), transaction.atomic():
        news.opened.announce(Opened("金立公園"))
        raise ZeroDivisionError

    deliver()

    assert news.heard == []


def test_one_receiver_that_is_ill_does_not_keep_news_from_the_other() -> None:
    news.ill.append("no bed")
    announce("金立公園")

    signals.deliver()
    signals.deliver(at=later(0.1))

    assert news.heard == ["金立公園", "金立公園"]
    assert len(audit.about(thing="金立公園")) == 1
    assert signals.backlog() == 1


def test_a_receiver_that_fails_leaves_nothing_half_done() -> None:
    news.ill.append("no bed")
    announce("金立公園")

    signals.deliver()

    marks = models.Delivery.objects.values_list("receiver", flat=True)
    assert list(marks) == ["sagacity.kit.signals.tests.news.write_it_down"]


def test_it_is_not_tried_again_before_the_back_off_is_over() -> None:
    news.ill.append("no bed")
    announce("金立公園")

    signals.deliver()
    again = signals.deliver()

    assert again == 0
    assert len(news.heard) == 1


def test_after_eight_tries_it_is_a_dead_letter_that_says_why() -> None:
    news.ill.append("no bed")
    announce("金立公園")

    for day in range(10):
        signals.deliver(at=later(24 * day))

    (letter,) = signals.dead_letters()
    assert letter.tries == 8
    assert "may_be_ill: Ill: no bed" in letter.error
    assert len(news.heard) == 8
    assert not health.check().ok


def test_a_replayed_letter_is_heard_only_by_who_had_not_heard_it() -> None:
    news.ill.append("no bed")
    announce("金立公園")
    for day in range(10):
        signals.deliver(at=later(24 * day))
    news.ill.clear()
    (letter,) = signals.dead_letters()

    call_command("outbox", replay=letter.key, stdout=StringIO())
    signals.deliver(at=later(1))

    assert signals.dead_letters() == []
    assert len(news.heard) == 9
    assert len(audit.about(thing="金立公園")) == 1


def test_the_command_lists_what_was_given_up() -> None:
    news.ill.append("no bed")
    announce("金立公園")
    for day in range(10):
        signals.deliver(at=later(24 * day))
    told = StringIO()

    call_command("outbox", list_dead=True, stdout=told)

    assert "test.opened" in told.getvalue()
    assert "Ill: no bed" in told.getvalue()
    assert "0 waiting, 1 given up" in told.getvalue()


def test_replaying_what_is_not_there_says_so() -> None:
    with pytest.raises(CommandError, match="no dead letter 'nothing'"):
        call_command("outbox", replay="nothing", stdout=StringIO())


def test_news_that_nobody_knows_any_more_becomes_a_dead_letter() -> None:
    announce("金立公園")
    models.Message.objects.update(signal="gone.mini_app")

    for day in range(10):
        signals.deliver(at=later(24 * day))

    assert "no room announces this any more" in signals.dead_letters()[0].error


def test_a_message_that_kills_every_worker_is_given_up() -> None:
    announce("金立公園")
    models.Message.objects.update(tries=8)

    signals.deliver()

    assert "the worker died" in signals.dead_letters()[0].error
    assert news.heard == []


def test_old_delivered_news_is_forgotten_and_dead_letters_stay(deliver: Deliver) -> None:
    announce("金立公園")
    deliver()
    announce("川副")
    models.Message.objects.waiting().update(state=models.State.DEAD)

    forgotten = signals.prune(before=later(1))

    assert forgotten == 1
    assert len(signals.dead_letters()) == 1
    assert models.Delivery.objects.count() == 0


def test_deliver_tells_a_story_what_went_wrong(deliver: Deliver) -> None:
    news.ill.append("no bed")
    announce("金立公園")

    with pytest.raises(AssertionError, match="Ill: no bed"):
        deliver()
