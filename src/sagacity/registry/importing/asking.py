"""What kind of data a file holds and what its headings mean: proposed, confirmed once, remembered."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from sagacity.kit.audit import api as audit
from sagacity.kit.jobs import api as jobs
from sagacity.kit.policy import Person
from sagacity.registry import datasets, kinds, models, types
from sagacity.registry.importing import files, messages, runs
from sagacity.registry.kinds import Noun
from sagacity.registry.mapping import MappingProposal, guess_kind, propose, signature
from sagacity.registry.reading import Table, open_table
from sagacity.registry.types import RunState

SURE = 0.6
WAITING = (RunState.RECEIVED, RunState.ASKING, RunState.CHECKING, RunState.CHECKED)


class NotAColumn(ValueError):
    """The kind has no column of this name, or one column was given to two headings."""


def settle(row: models.ImportRun, table: Table) -> bool:
    """Find out the kind and the columns of a file; says whether the check can begin."""
    row.encoding, row.sheet = table.encoding, table.sheet[:120]
    row.headings, row.signature = table.headings, signature(table.headings)
    remembered = models.ConfirmedMapping.objects.filter(signature=row.signature).first()
    if not row.kind:
        row.kind = remembered.kind if remembered else _guess(table, row.file)
    if not row.kind:
        return _wait(row, "どの種類のデータか分かりませんでした。種類を選んでください。")
    if kinds.get(row.kind).noun is Noun.COLLECTION:
        row.columns = {}
        _save(row, "")
        return True
    if not row.columns:
        known = remembered.columns if remembered and remembered.kind == row.kind else {}
        proposal = propose(
            table.headings, kinds.get(row.kind), remembered=known, has_headings=table.heading_row > 0
        )
        if not proposal.certain:
            return _wait(row, _question(proposal))
        row.columns = dict(proposal.columns)
    row.dataset = datasets.of_kind(row.kind, at=row.received_at)
    _save(row, "")
    return True


def propose_mapping(*, key: str) -> MappingProposal:
    """What the headings of a waiting file seem to mean."""
    row = runs.find(key)
    table = open_table(files.path_of(row.sha256), name=row.file, sheet=row.sheet or None)
    kind = row.kind or _guess(table, row.file)
    remembered = models.ConfirmedMapping.objects.filter(signature=signature(table.headings)).first()
    known = remembered.columns if remembered and remembered.kind == kind else {}
    return propose(
        table.headings,
        kinds.get(kind),
        remembered=row.columns or known,
        has_headings=table.heading_row > 0,
    )


def possible_kinds(*, key: str) -> list[tuple[str, float]]:
    """Which kinds a file may be, best first, for a person to choose from."""
    row = runs.find(key)
    table = open_table(files.path_of(row.sha256), name=row.file, sheet=row.sheet or None)
    return guess_kind(table.headings, row.file, table.sample)


@transaction.atomic
def choose_kind(*, key: str, kind: str, by: Person, at: datetime) -> types.ImportRun:
    """Say what kind of data a file holds; the check goes on from there."""
    kinds.get(kind)
    return begin_again(key, by=by, at=at, purpose="kind", kind=kind, columns={})


@transaction.atomic
def confirm_mapping(*, key: str, columns: Mapping[str, str], by: Person, at: datetime) -> types.ImportRun:
    """Say what the headings mean ("" = not taken); remembered, so that next month nobody is asked.

    Raises:
        NotAColumn: the kind has no such column, or two headings claim the same one.
    """
    row = runs.find(key)
    chosen = _checked(row, columns)
    models.ConfirmedMapping.objects.update_or_create(
        signature=row.signature, defaults={"kind": row.kind, "columns": chosen, "by": by.name, "at": at}
    )
    return begin_again(key, by=by, at=at, purpose="mapping", columns=chosen)


def _checked(row: models.ImportRun, columns: Mapping[str, str]) -> dict[str, str]:
    kind = kinds.get(row.kind)
    chosen = {heading: columns.get(heading, "") for heading in row.headings}
    taken = [column for column in chosen.values() if column]
    for column in taken:
        if kind.column(column) is None:
            raise NotAColumn(
                f"「{column}」という項目は「{kind.title['ja']}」にありません。一覧から選んでください。"
            )
        if taken.count(column) > 1:
            raise NotAColumn(f"「{column}」が二つの見出しに選ばれています。どちらか一つにしてください。")
    if not taken:
        raise NotAColumn("取り込む見出しが一つも選ばれていません。少なくとも一つ選んでください。")
    return chosen


def begin_again(key: str, *, by: Person, at: datetime, purpose: str, **said: object) -> types.ImportRun:
    from sagacity.registry.importing.staging import check_file

    row = runs.move(key, from_=WAITING, to=RunState.RECEIVED, problem="", progress=0, **said)
    models.StagedRow.objects.filter(run=row).delete()
    messages.forget(row)
    runs.count_rows(row)
    if row.job:
        jobs.cancel(job=row.job)
    row.attempt += 1
    row.job = jobs.enqueue(check_file, key=f"check {row.key} {row.attempt}", run=row.key)
    row.save(update_fields=["job", "attempt"])
    audit.record(actor=by, action="registry.confirm", thing=key, at=at, purpose=purpose, after=said)
    return runs.as_fact(runs.find(key))


def _guess(table: Table, name: str) -> str:
    ranked = guess_kind(table.headings, name, table.sample)
    return ranked[0][0] if ranked and ranked[0][1] > SURE else ""


def _question(proposal: MappingProposal) -> str:
    unsure = [one.heading for one in proposal.proposals if one.how in ("similar", "none", "position")]
    shown = "」「".join(unsure[:5]) + ("」ほか" if len(unsure) > 5 else "」")
    return f"見出し「{shown}の意味を確かめてください。一度決めると、次からは聞きません。"


def _wait(row: models.ImportRun, problem: str) -> bool:
    row.state = RunState.ASKING
    _save(row, problem)
    return False


def _save(row: models.ImportRun, problem: str) -> None:
    row.problem = problem
    row.save(
        update_fields=[
            "state", "encoding", "sheet", "headings", "signature", "kind", "columns", "dataset", "problem",
        ]
    )  # fmt: skip
