"""A table that a room of this house has worked out itself: it goes the way of every file, at once."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from sagacity.kit.audit import api as audit
from sagacity.kit.city import api as city
from sagacity.kit.policy import Person
from sagacity.registry import kinds, types
from sagacity.registry.importing import applying, receiving, runs, staging
from sagacity.registry.types import RunState


@transaction.atomic
def publish_table(
    *,
    kind: str,
    rows: Iterable[Mapping[str, str]],
    name: str,
    by: Person,
    why: str,
    once: str,
    at: datetime,
) -> types.ImportRun:
    """Put rows of a kind in force, in the words of its columns; the city's code is filled in.

    `name` is that of the file; `why` says who decided on publishing it: no second person is asked here.
    `once` names the table: handed in twice, it is published once. Rows that raise a question wait on the
    data desk.

    Raises:
        UnknownKind: there is no such kind.
    """
    said = io.BytesIO(_as_csv(kinds.get(kind), rows))
    row = receiving.take_in(file=said, name=name, by=by, at=at, kind=kind, once=once)
    if row.state == RunState.RECEIVED:
        staging.check_now(row)
        row = runs.find(row.key)
        if row.state == RunState.CHECKED and row.applied:
            person = {"decided_by": by.name, "decided_by_key": runs.person_key(by), "decided_at": at}
            runs.move(row.key, from_=(RunState.CHECKED,), to=RunState.APPLYING, **person)
            audit.record(actor=by, action="registry.publish_own", thing=row.key, at=at, purpose=why)
            applying.apply_now(key=row.key, at=at)
    return runs.run(row.key)


def _as_csv(kind: kinds.Kind, rows: Iterable[Mapping[str, str]]) -> bytes:
    out = io.StringIO(newline="")
    headings = kind.editions[0].headings
    table = csv.DictWriter(out, headings, restval="", lineterminator="\r\n")
    table.writeheader()
    code = kind.leading_to("publisher.code")
    own = {code.name: city.current().code} if code else {}
    table.writerows({**own, **row} for row in rows)
    return out.getvalue().encode("utf-8-sig")
