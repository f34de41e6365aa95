"""Files brought in without a desk, walked through at once: by the shell, or from the city pack."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from sagacity.kit.policy import Person
from sagacity.registry import api as registry
from sagacity.registry import models
from sagacity.registry.collection import api as collection
from sagacity.registry.importing import applying, deciding, receiving, staging
from sagacity.registry.mapping import guess_kind
from sagacity.registry.reading import Unreadable, open_table
from sagacity.registry.types import ImportRun, Message, Outcome, RunState

READABLE_WITHOUT_ASKING = 0.6
PAGE = 1000


@dataclass(frozen=True, slots=True)
class People:
    """Who hands files in and who lets them go public; never the same."""

    by: Person
    approver: Person


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of one file; applied + to_confirm + refused = rows, always."""

    file: str
    kind: str
    rows: int
    applied: int
    to_confirm: int
    refused: int
    state: RunState
    problem: str
    messages: tuple[Message, ...]


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
    every = list(paths)
    rules = {str(path): path for path in every if _is_collection(path, kind)}
    found: dict[str, Brought] = {}
    if rules:  # areas, closures and descriptions explain each other: they are read together
        said = collection.import_5374(files=rules, by=people.by, at=at, dry_run=dry_run)
        found = {report.file: _of_collection(report, dry_run=dry_run) for report in said}
    for path in every:
        if str(path) not in found:
            found[str(path)] = _one(path, people, at, kind, edition, dry_run)
    return [found[str(path)] for path in every]


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


def _of_collection(said: collection.FileReport, *, dry_run: bool) -> Brought:
    state = RunState.APPLIED if said.applied or not said.refused else RunState.REFUSED
    return Brought(
        file=said.file,
        kind=f"collection_{said.kind}" if said.kind else "",
        rows=said.rows,
        applied=said.applied,
        to_confirm=said.to_confirm,
        refused=said.refused,
        state=RunState.CHECKED if dry_run and state is RunState.APPLIED else state,
        problem="収集日は下書きです。ごみの日の管理画面で、パターンごとに承認します。"
        if said.applied
        else "",
        messages=said.messages,
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
