"""Files brought in without a desk, walked through at once: by the shell, or from the city pack."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from sagacity.kit.policy import Person
from sagacity.registry import api as registry
from sagacity.registry import models
from sagacity.registry.importing import applying, deciding, receiving, staging
from sagacity.registry.mapping import guess_kind
from sagacity.registry.reading import Unreadable, open_table
from sagacity.registry.types import ImportRun, Message, Outcome, RunState
from sagacity.site import rules_of_collection
from sagacity.site.brought import Brought

READABLE_WITHOUT_ASKING = 0.6
PAGE = 1000


@dataclass(frozen=True, slots=True)
class People:
    """Who hands files in and who lets them go public; never the same."""

    by: Person
    approver: Person


def bring_in(
    paths: Iterable[Path],
    *,
    people: People,
    at: datetime,
    kind: str = "",
    edition: str = "",
    dry_run: bool = False,
) -> list[Brought]:
    """Receive, check and approve; rows that need an answer stay behind on the data desk."""
    every = list(_every_file(paths))
    rules = [path for path in every if _is_collection(path, kind)]
    of_rules = rules_of_collection.bring_in(rules, by=people.by, at=at, dry_run=dry_run)
    found: list[Brought] = []
    for path in every:
        if path in of_rules:
            found += of_rules[path]
        else:
            found.append(_one(path, people, at, kind, edition, dry_run))
    return found


def _every_file(paths: Iterable[Path]) -> Iterator[Path]:
    """A folder stands for the files in it."""
    for path in paths:
        if path.is_dir():
            inside = (one for one in sorted(path.iterdir()) if one.is_file())
            yield from (one for one in inside if not one.name.startswith("."))
        else:
            yield path


def _one(path: Path, people: People, at: datetime, kind: str, edition: str, dry_run: bool) -> Brought:
    with transaction.atomic():
        row = receiving.take_in(file=path, name=path.name, by=people.by, at=at, kind=kind, edition=edition)
    staging.check_now(row)
    run = registry.run(row.key)
    asked = tuple(_messages(run.key))
    if dry_run:
        models.ImportRun.objects.filter(key=run.key).delete()
        return _told(path, run, asked)
    if _can_go_in(run, asked):
        with transaction.atomic():
            deciding.submit(key=run.key, by=people.by, at=at)
            deciding.agree(key=run.key, by=people.approver, at=at)
        applying.apply_now(key=run.key, at=at)
        return _told(path, registry.run(run.key), asked)
    return _left_waiting(_told(path, run, asked))


def _can_go_in(run: ImportRun, messages: Iterable[Message]) -> bool:
    """A question about the whole file must be answered before any of its rows goes in."""
    about_file = any(one.row is None and one.outcome is Outcome.CONFIRM for one in messages)
    return run.state is RunState.CHECKED and run.applied > 0 and not about_file


def _messages(run: str) -> Iterator[Message]:
    offset = 0
    while True:
        page, total = registry.report(run, limit=PAGE, offset=offset)
        yield from page
        offset += len(page)
        if not page or offset >= total:
            return


def _told(path: Path, run: ImportRun, messages: tuple[Message, ...]) -> Brought:
    return Brought(
        file=str(path),
        kind=run.kind,
        rows=run.rows,
        applied=run.applied,
        to_confirm=run.to_confirm,
        refused=run.refused,
        state=run.state,
        problem=run.problem,
        messages=messages,
    )


def _left_waiting(brought: Brought) -> Brought:
    """Nothing went in: what could go in waits with the rest."""
    waiting = brought.applied + brought.to_confirm
    return Brought(
        file=brought.file,
        kind=brought.kind,
        rows=brought.rows,
        applied=0,
        to_confirm=waiting,
        refused=brought.refused,
        state=brought.state,
        problem=brought.problem,
        messages=brought.messages,
    )


def _is_collection(path: Path, kind: str) -> bool:
    if kind:
        return registry.kind(kind).noun is registry.Noun.COLLECTION
    try:
        table = open_table(path, name=path.name)
        ranked = guess_kind(table.headings, path.name, table.sample)
    except (Unreadable, OSError):
        return False
    likely = bool(ranked) and ranked[0][1] > READABLE_WITHOUT_ASKING
    return likely and registry.kind(ranked[0][0]).noun is registry.Noun.COLLECTION
