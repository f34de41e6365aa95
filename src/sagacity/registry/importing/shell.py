"""Files given to the import command: the same way as from the desk, walked through at once."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from django.db import transaction

from sagacity.kit.policy import Person
from sagacity.registry import models, types
from sagacity.registry.collection import api as collection
from sagacity.registry.importing import applying, deciding, messages, receiving, runs, staging
from sagacity.registry.importing import form as forms
from sagacity.registry.kinds import Noun
from sagacity.registry.mapping import guess_kind
from sagacity.registry.reading import Unreadable, open_table
from sagacity.registry.types import Message, Outcome, RunState

AT_SHELL = Person(key="urn:ngsi-ld:System:shell", name="取り込みコマンド", kind="system")
OPERATOR = Person(key="urn:ngsi-ld:System:operator", name="コマンドの操作者", kind="system")


def import_files(
    *,
    paths: Iterable[Path],
    at: datetime,
    kind: str = "",
    dry_run: bool = False,
    by: Person = AT_SHELL,
    approver: Person | None = OPERATOR,
    edition: str = "",
) -> list[types.ImportedFile]:
    """Bring files in one after the other; without a second person they wait for approval on the desk."""
    every = list(paths)
    rules = {path.name: path for path in every if _is_collection(path, kind)}

    reports: dict[str, types.ImportedFile] = {}
    if rules:
        said = collection.import_5374(files=rules, by=by, at=at, dry_run=dry_run)
        reports = {one.file: _of_collection(one, dry_run) for one in said}
    return [
        reports[path.name]
        if path.name in reports
        else _import(path, at=at, kind=kind, dry_run=dry_run, by=by, approver=approver, edition=edition)
        for path in every
    ]


def all_messages(run: str) -> Iterator[Message]:
    """Every message of a run, in handfuls, for reports that may be long."""
    offset = 0
    while True:
        page, total = messages.report(run, limit=1000, offset=offset)
        yield from page
        offset += len(page)
        if not page or offset >= total:
            return


def _import(
    path: Path,
    *,
    at: datetime,
    kind: str,
    dry_run: bool,
    by: Person,
    approver: Person | None,
    edition: str,
) -> types.ImportedFile:
    with transaction.atomic():
        row = receiving.take_in(file=path, name=path.name, by=by, at=at, kind=kind, edition=edition)
    staging.check_now(row)
    row = runs.find(row.key)
    if not dry_run and row.state == RunState.CHECKED and row.applied and not _asked_about_file(row):
        with transaction.atomic():
            deciding.submit(key=row.key, by=by, at=at)
            if approver is not None:
                deciding.agree(key=row.key, by=approver, at=at)
        if approver is not None:
            applying.apply_now(key=row.key, at=at)
    row = runs.find(row.key)
    report = _of_run(row, path, keep=not dry_run)
    if dry_run:
        row.delete()
    return report


def _of_run(row: models.ImportRun, path: Path, *, keep: bool) -> types.ImportedFile:
    counts = (row.rows, row.applied, row.to_confirm, row.refused)
    if row.state in (RunState.ASKING, RunState.CHECKED, RunState.SUBMITTED) and keep:
        # Nothing went in: what could go in waits with the rest.
        counts = (row.rows, 0, row.applied + row.to_confirm, row.refused)
    return types.ImportedFile(
        file=str(path),
        kind=row.kind,
        rows=counts[0],
        applied=counts[1],
        to_confirm=counts[2],
        refused=counts[3],
        run=row.key if keep else "",
        state=RunState(row.state),
        problem=row.problem,
        messages=tuple(all_messages(row.key)),
    )


def _of_collection(said: collection.FileReport, dry_run: bool) -> types.ImportedFile:
    state = RunState.APPLIED if said.applied or not said.refused else RunState.REFUSED
    return types.ImportedFile(
        file=said.file,
        kind=f"collection_{said.kind}" if said.kind else "",
        rows=said.rows,
        applied=said.applied,
        to_confirm=said.to_confirm,
        refused=said.refused,
        run="",
        state=RunState.CHECKED if dry_run and state is RunState.APPLIED else state,
        problem="",
        messages=said.messages,
    )


def _asked_about_file(row: models.ImportRun) -> bool:
    return models.ImportMessage.objects.filter(run=row, row=None, outcome=Outcome.CONFIRM, answer="").exists()


def _is_collection(path: Path, kind: str) -> bool:
    if kind:
        return forms.of(kind).kind.noun is Noun.COLLECTION
    try:
        table = open_table(path, name=path.name)
        ranked = guess_kind(table.headings, path.name, table.sample)
    except (Unreadable, OSError):
        return False
    return bool(ranked) and ranked[0][1] > 0.6 and forms.of(ranked[0][0]).kind.noun is Noun.COLLECTION
