"""Recording: points are appended in the transaction of their change, and nothing else happens there."""

from collections.abc import Callable, Sequence

from sagacity.broker.history import beside
from sagacity.broker.history.beside import Noted, Notes
from sagacity.broker.history.bulk import Insert
from sagacity.broker.history.points import Row, readings_of
from sagacity.broker.history.series import Key
from sagacity.broker.store.base import Session
from sagacity.broker.writing.transaction import Happened

_TAIL = Insert(
    "broker_tail",
    {
        "tenant": "text",
        "path": "text",
        "entity": "text",
        "type": "text",
        "attr": "text",
        "attr_type": "text",
        "ts": "bigint",
        "recv_ts": "bigint",
        "val_num": "double precision",
        "val_json": "bytea",
    },
)


class Recorder:
    """Follows every accepted change."""

    def __init__(self, *, kind: str) -> None:
        self._kind = kind
        self._notes = Notes()

    def follow(self, session: Session, happened: Sequence[Happened], *, at: int) -> Callable[[], None] | None:
        """Append a point for every attribute the changes carried."""
        noted: list[Noted] = []
        for one in happened:
            for row, attribute in readings_of(tenant=one.change.tenant, done=one.done, at=at):
                noted.append(Noted(row, beside.of(attribute)))
        self._notes.begin()
        self._lay(session, noted)
        return self._notes.keep

    def append(self, session: Session, rows: Sequence[Row]) -> None:
        """Append points that come without a change: late ones, or another broker's notifications."""
        _TAIL.run(session, rows, kind=self._kind)

    def append_noted(self, session: Session, noted: Sequence[Noted]) -> None:
        """The same, with what stands beside their values."""
        self._notes.begin()
        self._lay(session, noted)

    def _lay(self, session: Session, noted: Sequence[Noted]) -> None:
        waiting: list[Row] = []
        for row, body in noted:
            key = Key(*row[:5])
            if self._notes.differs(session, key, body):
                self.append(session, waiting)
                waiting = []
                self._notes.note(session, key, body)
            waiting.append(row)
        self.append(session, waiting)

    def refresh(self, session: Session, editions: dict[str, int]) -> None:
        """Forget what was noted when somebody else noted something."""
        self._notes.refresh(editions)
