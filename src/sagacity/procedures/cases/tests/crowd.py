"""People who apply, pay and decide in processes of their own, each thread with a connection of its own."""

import threading

from django.db import connection

from sagacity.kit import clock, policy
from sagacity.kit.testing.news import announced
from sagacity.procedures.cases import api as cases
from sagacity.procedures.cases import models, refolding
from sagacity.procedures.cases.testing import PERMIT, publish

HANAKO = policy.Person("urn:ngsi-ld:Resident:hanako", "はなこ", "resident", level=2)
ANSWERS = {"name": {"family": "山田", "given": "花子"}, "purpose": "picnic", "people": 12}


def publish_permit() -> None:
    publish(PERMIT)


def applies(client_key: str) -> cases.Case:
    return cases.submit(
        procedure="park",
        answers=ANSWERS,
        by=HANAKO,
        applicant=HANAKO.key,
        channel="app",
        client_key=client_key,
        at=clock.now(),
    )


def all_at_once(many: int, *, same: bool) -> list[str]:
    """Wait until the last is at the door; then everybody submits."""
    ready, told = threading.Barrier(many), list[str]()

    def one(number: int) -> None:
        connection.ensure_connection()
        ready.wait()
        try:
            told.append(applies("the same" if same else f"form-{number}").number)
        finally:
            connection.close()

    people = [threading.Thread(target=one, args=[number]) for number in range(many)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    return told


def standing() -> dict[str, object]:
    return {
        "cases": models.Case.objects.count(),
        "news": len(announced("cases.case_submitted")),
        "wrong": [one.case for one in refolding.differences(with_seals=True)],
    }
