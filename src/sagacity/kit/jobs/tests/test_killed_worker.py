"""kill -9: the job still ends, each recipient is served once."""

from sagacity.kit.testing.house import House, wait_until

ENQUEUE = """
from sagacity.kit.jobs import api as jobs
from sagacity.kit.jobs.tests import work
tell(jobs.enqueue(work.serve_up_to_a_gate, recipients=12, gate={gate!r}))
"""
LOOK = """
from sagacity.kit.audit.models import Line
from sagacity.kit.jobs.models import Job
job = Job.objects.get()
things = list(Line.objects.values_list("thing", flat=True))
tell({"state": job.state, "attempts": job.attempts, "lines": len(things), "served": len(set(things))})
"""


def test_a_job_ends_although_its_worker_was_killed_in_the_middle(house: House) -> None:
    gate = house.folder / "gate"
    house.run(ENQUEUE.format(gate=str(gate)))
    first = house.start_worker()
    wait_until(lambda: house.run(LOOK)["lines"] >= 7, what="the first recipients")
    house.kill(first)
    assert house.run(LOOK)["state"] == "running"

    gate.touch()
    house.start_worker()
    wait_until(lambda: house.run(LOOK)["state"] == "done", what="the end of the job")

    assert house.run(LOOK) == {"state": "done", "attempts": 2, "lines": 12, "served": 12}


def test_a_worker_told_to_stop_ends_soon_and_its_job_goes_on_elsewhere(house: House) -> None:
    gate = house.folder / "gate"
    house.run(ENQUEUE.format(gate=str(gate)))
    first = house.start_worker()
    wait_until(lambda: house.run(LOOK)["lines"] >= 7, what="the first recipients")

    first.terminate()
    assert first.wait(15) == 0
    assert house.run(LOOK)["state"] == "waiting"

    gate.touch()
    house.start_worker()
    wait_until(lambda: house.run(LOOK)["state"] == "done", what="the end of the job")
    assert house.run(LOOK) == {"state": "done", "attempts": 1, "lines": 12, "served": 12}


def test_two_workers_share_jobs_and_do_none_twice(house: House) -> None:
    house.run(
        "from sagacity.kit.jobs import api as jobs\nfrom sagacity.kit.jobs.tests import work\n"
        "for number in range(60): jobs.enqueue(work.greet, name=str(number))"
    )
    house.start_worker()
    house.start_worker()
    look = (
        "from sagacity.kit.jobs.models import Job; tell(sorted(Job.objects.values_list('state', 'attempts')))"
    )

    wait_until(lambda: house.run(look) == [["done", 1]] * 60, what="the end of sixty jobs")
