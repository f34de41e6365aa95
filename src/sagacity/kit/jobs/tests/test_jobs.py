import threading
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.db.models import F

from sagacity.kit import clock
from sagacity.kit.jobs import api as jobs
from sagacity.kit.jobs import claiming, health, models, workers
from sagacity.kit.jobs.tests import work
from sagacity.kit.testing.plugin import Deliver

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_done() -> None:
    work.done.clear()


def test_a_job_is_done_once() -> None:
    key = jobs.enqueue(work.greet, name="花子")
    assert jobs.state(job=key).state == jobs.State.WAITING

    assert jobs.run_waiting() == 1
    assert jobs.run_waiting() == 0

    assert work.done == ["花子"]
    assert jobs.state(job=key).state == jobs.State.DONE


def test_a_job_of_a_transaction_that_failed_was_never_asked_for() -> None:
    try:
        with transaction.atomic():
            jobs.enqueue(work.greet, name="花子")
            raise KeyError("the rest of the transaction")
    except KeyError:
        pass

    assert jobs.run_waiting() == 0
    assert work.done == []


def test_the_same_key_is_the_same_job_while_it_is_open() -> None:
    first = jobs.enqueue(work.greet, key="hello", name="花子")
    second = jobs.enqueue(work.greet, key="hello", name="花子")
    other = jobs.enqueue(work.greet, key="another", name="古賀")
    jobs.run_waiting()
    third = jobs.enqueue(work.greet, key="hello", name="花子")

    assert first == second
    assert len({first, other, third}) == 3
    assert sorted(work.done) == sorted(["花子", "古賀"])


def test_a_job_that_fails_says_why() -> None:
    key = jobs.enqueue(work.fail)

    jobs.run_waiting()

    state = jobs.state(job=key)
    assert state.state == jobs.State.FAILED
    assert state.error.startswith("Broken: the file is gone")
    assert state.ended


def test_a_story_is_told_of_a_job_that_failed(deliver: Deliver) -> None:
    jobs.enqueue(work.fail)

    with pytest.raises(AssertionError, match="the file is gone"):
        deliver()


def test_progress_ends_where_the_job_ended() -> None:
    key = jobs.enqueue(work.read_rows, rows=2000)

    jobs.run_waiting()

    assert jobs.state(job=key) == jobs.JobState(jobs.State.DONE, 2000, 2000, "読んでいます", "")


def test_a_waiting_job_that_is_cancelled_never_begins() -> None:
    key = jobs.enqueue(work.greet, name="花子")

    jobs.cancel(job=key)
    jobs.run_waiting()

    assert work.done == []
    assert jobs.state(job=key).state == jobs.State.CANCELLED


def test_a_running_job_stops_at_its_next_look_at_the_sign() -> None:
    key = jobs.enqueue(work.cancel_myself)

    jobs.run_waiting()

    assert work.done == []
    assert jobs.state(job=key).state == jobs.State.CANCELLED


def test_a_worker_that_stops_gives_its_job_back() -> None:
    key = jobs.enqueue(work.read_rows, rows=3)
    stop = threading.Event()
    stop.set()

    with workers.at_work() as worker:
        claiming.run_one(worker=worker, queues=(), stop=stop)
    assert jobs.state(job=key).state == jobs.State.WAITING
    jobs.run_waiting()

    assert work.done == ["0", "1", "2"]


def test_a_worker_does_the_jobs_of_its_queues_only() -> None:
    jobs.enqueue(work.greet, name="花子")
    jobs.enqueue(work.read_rows, rows=1)

    jobs.run_waiting(queues=("imports",))

    assert work.done == ["0"]
    assert jobs.backlog() == 1


def test_a_function_that_is_no_job_is_refused() -> None:
    with pytest.raises(jobs.NotAJob, match=r"write @jobs.job\(\) above it"):
        jobs.enqueue(clock.now)


def test_wrong_arguments_are_refused_when_asking() -> None:
    with pytest.raises(jobs.NotAJob, match="missing a required argument: 'name'"):
        jobs.enqueue(work.greet)


def test_arguments_that_are_no_json_are_refused_when_asking() -> None:
    with pytest.raises(jobs.NotAJob, match="send keys, not things"):
        jobs.enqueue(work.greet, name=object())


def test_a_job_whose_function_is_gone_fails_with_a_sentence() -> None:
    key = jobs.enqueue(work.greet, name="花子")
    models.Job.objects.update(function="sagacity.kit.jobs.tests.work.gone")

    jobs.run_waiting()

    assert "was it renamed" in jobs.state(job=key).error


def test_a_job_that_killed_three_workers_is_given_up(at: datetime) -> None:
    key = jobs.enqueue(work.greet, name="花子")
    for _ in range(3):
        with workers.at_work() as worker:
            row = claiming._claim(worker, ())
            assert row is not None
            models.Job.objects.update(state="running", worker=worker, attempts=F("attempts") + 1)
        jobs.reap(at=at)

    state = jobs.state(job=key)
    assert state.state == jobs.State.FAILED
    assert "the worker died 3 times" in state.error
    assert jobs.run_waiting() == 0


def test_a_silent_worker_on_another_machine_is_given_up_after_minutes(at: datetime) -> None:
    key = jobs.enqueue(work.greet, name="花子")
    with workers.at_work(at) as worker:
        models.Worker.objects.update(host="another", process="1 2 3")
        claiming._claim(worker, ())

        assert jobs.reap(at=at + timedelta(minutes=1)) == 0
        assert jobs.reap(at=at + timedelta(minutes=4)) == 1

    assert jobs.state(job=key).state == jobs.State.WAITING
    assert jobs.run_waiting() == 1


def test_a_worker_that_lost_its_job_cannot_end_it() -> None:
    key = jobs.enqueue(work.cancel_myself)
    models.Job.objects.update(state="running", worker="another")

    jobs.run_waiting()

    assert jobs.state(job=key).state == jobs.State.RUNNING
    assert work.done == []


def test_old_jobs_are_forgotten_and_open_ones_stay() -> None:
    old, waiting = jobs.enqueue(work.greet, name="花子"), jobs.enqueue(work.greet, name="古賀")
    jobs.run_waiting(limit=1)

    jobs.prune(before=clock.now() + timedelta(hours=1))

    with pytest.raises(jobs.NoSuchJob):
        jobs.state(job=old)
    assert jobs.state(job=waiting).state == jobs.State.WAITING


def test_the_health_page_knows_whether_anybody_works() -> None:
    assert not health.check().ok

    with workers.at_work():
        assert health.check().ok
