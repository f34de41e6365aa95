"""Models and rules of this process in memory, renewed when they move."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sagacity.broker.modelling import rows
from sagacity.broker.modelling.model import Mode, Model, Rule
from sagacity.broker.store import meta
from sagacity.broker.store.base import Session, Work
from sagacity.broker.writing.transaction import Happened


@dataclass(frozen=True, slots=True)
class _Kept:
    models: dict[str, Model] = field(default_factory=dict)
    rules: dict[str, tuple[Rule, ...]] = field(default_factory=dict)  # by tenant, those that count first
    judges: frozenset[str] = frozenset()  # tenants in which something is more than off


class ModelShelf:
    """Follows the counter ``models``; ``read`` asks the store in this thread."""

    def __init__(self, read: Callable[[Work[Any]], Any]) -> None:
        self._read = read
        self._kept: _Kept | None = None
        self._edition = -1
        self._guard = threading.Lock()

    def judges(self, tenant: str) -> bool:
        """Whether anything in a tenant is looked at."""
        kept = self._now()
        return bool(kept.models) and tenant in kept.judges

    def model(self, type_: str) -> Model | None:
        return self._now().models.get(type_)

    def mode(self, tenant: str, path: str, type_: str) -> Mode:
        """What holds for a type at a path."""
        found = self._now().rules.get(tenant, ())
        return next((rule.mode for rule in found if rule.holds(path, type_)), "off")

    def _now(self) -> _Kept:
        if self._kept is None:
            self.look()
        assert self._kept is not None
        return self._kept

    def look(self) -> None:
        """Ask the store whether anything has moved."""
        self._read(self.look_in)

    def look_in(self, session: Session) -> None:
        self.refresh(session, meta.editions(session))

    def follow(self, session: Session, happened: Sequence[Happened], *, at: int) -> Callable[[], None] | None:
        """Changes of entities move no model."""
        return None

    def refresh(self, session: Session, editions: dict[str, int]) -> None:
        """Read everything again when something was kept, taken away or ruled."""
        edition = editions.get(rows.COUNTER, 0)
        with self._guard:
            if edition != self._edition or self._kept is None:
                self._kept = _loaded(session)
                self._edition = edition


def _loaded(session: Session) -> _Kept:
    by_tenant: dict[str, list[Rule]] = {}
    for rule in rows.all_rules(session):
        by_tenant.setdefault(rule.tenant, []).append(rule)
    ranked = {
        tenant: tuple(sorted(rules, key=lambda rule: rule.rank, reverse=True))
        for tenant, rules in by_tenant.items()
    }
    judges = frozenset(
        tenant for tenant, rules in ranked.items() if any(rule.mode != "off" for rule in rules)
    )
    return _Kept({model.type: model for model in rows.all_models(session)}, ranked, judges)
