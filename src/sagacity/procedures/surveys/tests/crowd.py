"""Many attempts of one person at once, in processes of their own."""

import json
import threading
import time
from pathlib import Path

from django.db import connection

from sagacity.kit import policy
from sagacity.procedures.cases.testing import publish
from sagacity.procedures.surveys import api as surveys
from sagacity.procedures.surveys import models, sealing
from sagacity.procedures.surveys.testing import AT, PARK, holder

ANSWERS = {"often": "weekly", "with_children": True, "minutes": 5}


def open_survey() -> str:
    """Publish the survey; says the key of somebody with a card."""
    publish(PARK)
    return holder(1).key


def try_at_once(*, me: int, each: int, processes: int, folder: Path, key: str) -> None:
    """Wait until the last process is at the door; then the same person answers from every window."""
    by = policy.Person(key, "1番", "resident", level=2)
    ready, told = threading.Barrier(each), list[str]()

    def one() -> None:
        connection.ensure_connection()
        ready.wait()
        try:
            told.append(_try(by))
        finally:
            connection.close()

    (folder / f"ready-{me}").touch()
    while len(list(folder.glob("ready-*"))) < processes:
        time.sleep(0.01)
    windows = [threading.Thread(target=one) for _ in range(each)]
    for window in windows:
        window.start()
    for window in windows:
        window.join()
    (folder / f"told-{me}").write_text(json.dumps(told))


def standing() -> list[int]:
    """How many tokens, and how many sheets wait."""
    return [models.Token.objects.count(), len(sealing.open_box(models.Survey.objects.get()))]


def _try(by: policy.Person) -> str:
    try:
        surveys.answer(survey="park_survey", answers=ANSWERS, by=by, at=AT)
    except surveys.HasAnswered:
        return "answered already"
    return "taken"
