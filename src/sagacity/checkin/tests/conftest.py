"""A reception at a shelter, a second one, an event, and devices that write entries without a network."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from sagacity.checkin import api as checkin
from sagacity.kit import policy

CLERK = policy.Person(
    key="urn:ngsi-ld:Staff:ueda",
    name="上田 受付",
    kind="staff",
    division="危機管理課",
    permissions=frozenset({"checkin.shelter", "checkin.event", "register.facts", "register.name"}),
)


@dataclass
class Phone:
    """A device with an outbox: it writes now and sends later, as often as it likes."""

    key: str
    wrong_by: timedelta = timedelta(0)
    outbox: list[checkin.Entry] = field(default_factory=list)

    def writes(self, kind: str, *, at: datetime, **fields: object) -> checkin.Entry:
        entry = checkin.Entry(
            uuid=str(uuid.uuid4()),
            counter=len(self.outbox) + 1,
            clock=at + self.wrong_by,
            kind=checkin.Kind(kind),
            **fields,  # type: ignore[arg-type]
        )
        self.outbox.append(entry)
        return entry

    def takes(self, card: str, *, at: datetime, kind: str = "check_in", code: int = 0) -> checkin.Entry:
        return self.writes(kind, at=at, card=card, way=checkin.Way.CODE, code=code)

    def meets(self, name: str, *, at: datetime, **told: object) -> checkin.Entry:
        return self.writes("check_in", at=at, visitor=checkin.Visitor(name=name, **told))  # type: ignore[arg-type]

    def sends(self, *, at: datetime, entries: list[checkin.Entry] | None = None) -> checkin.Receipt:
        sent = self.outbox if entries is None else entries
        return checkin.receive(device=self.key, entries=sent, clock=at + self.wrong_by, by=CLERK, at=at)


NewPhone = Callable[..., Phone]


def _open(name: str, purpose: checkin.Purpose, at: datetime) -> checkin.Reception:
    return checkin.open_reception(
        subject=f"urn:ngsi-ld:Place:{name}", title=name, purpose=purpose, capacity=100, by=CLERK, at=at
    )


@pytest.fixture
def school(db: None, at: datetime) -> checkin.Reception:
    return _open("school", checkin.Purpose.SHELTER, at)


@pytest.fixture
def hall(db: None, at: datetime) -> checkin.Reception:
    return _open("hall", checkin.Purpose.SHELTER, at)


@pytest.fixture
def fair(db: None, at: datetime) -> checkin.Reception:
    return _open("fair", checkin.Purpose.EVENT, at)


@pytest.fixture
def phone(at: datetime) -> NewPhone:
    def enrolled(reception: checkin.Reception, *, wrong_by: timedelta = timedelta(0)) -> Phone:
        made = checkin.enrol_device(reception=reception.key, name="受付", by=CLERK, at=at)
        return Phone(made.key, wrong_by)

    return enrolled
