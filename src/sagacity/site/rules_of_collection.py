"""5374 files brought in together: areas, closures and descriptions explain each other."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sagacity.kit.policy import Person
from sagacity.registry.collection import api as collection
from sagacity.registry.importing import boxes
from sagacity.registry.mapping import guess_kind
from sagacity.registry.reading import Unreadable, open_table
from sagacity.registry.types import Message, Outcome, RunState
from sagacity.site.brought import Brought

DRAFT = "収集日は下書きです。ごみの日の管理画面で、パターンごとに承認します。"


def bring_in(paths: Iterable[Path], *, by: Person, at: datetime, dry_run: bool) -> dict[Path, list[Brought]]:
    """Read the files as one set, whatever their order; one report for each, several for a zip."""
    with ExitStack() as stack:
        laid: dict[str, Path] = {}
        inside: dict[Path, list[str]] = {}
        for path in paths:
            box = stack.enter_context(boxes.laid_out(path, name=path.name))
            named = {_name(path, own, len(box)): file for own, file in box.items()}
            laid |= named
            inside[path] = list(named)
        said = _read(laid, by=by, at=at, dry_run=dry_run)
    return {path: [_told(said[name], dry_run=dry_run) for name in names] for path, names in inside.items()}


def _name(path: Path, own: str, many: int) -> str:
    return str(path) if many == 1 and own == path.name else f"{path}/{own}"


def _read(
    laid: dict[str, Path], *, by: Person, at: datetime, dry_run: bool
) -> dict[str, collection.FileReport]:
    found: dict[str, collection.FileReport] = {}
    for files in _rounds(laid):
        for report in collection.import_5374(files=files, by=by, at=at, dry_run=dry_run):
            found.setdefault(report.file, report)
    seen: dict[str, str] = {}
    for name in laid:
        earlier = seen.setdefault(found[name].kind, name)
        if found[name].kind and earlier != name:
            said = (*found[name].messages, _once_more(Path(earlier).name))
            found[name] = replace(found[name], messages=said)
    return found


def _rounds(laid: dict[str, Path]) -> Iterator[dict[str, Path]]:
    """Several editions of one file: one after the other, each beside the others it needs."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for name, path in laid.items():
        by_kind[_kind(name, path)].append(name)
    unknown = by_kind.pop("", [])
    for number in range(max(map(len, by_kind.values()), default=0)):
        names = [names[min(number, len(names) - 1)] for names in by_kind.values()]
        yield {name: laid[name] for name in names}
    if unknown:
        yield {name: laid[name] for name in unknown}


def _kind(name: str, path: Path) -> str:
    try:
        table = open_table(path, name=name)
    except Unreadable:
        return ""
    ranked = guess_kind(table.headings, Path(name).name, table.sample)
    return ranked[0][0] if ranked else ""


def _once_more(earlier: str) -> Message:
    return Message(
        outcome=Outcome.APPLIED,
        rule="file.same_kind",
        sheet="",
        row=None,
        column="",
        found=f"「{earlier}」と同じ種類のファイル",
        expected="同じ種類は1つ",
        action="順に取り込みました。同じ地区の下書きは、あとのファイルの内容です。",
    )


def _told(said: collection.FileReport, *, dry_run: bool) -> Brought:
    state = RunState.APPLIED if said.applied or not said.refused else RunState.REFUSED
    if not said.rows and any(line.outcome is Outcome.REFUSED for line in said.messages):
        state = RunState.REFUSED
    return Brought(
        file=said.file,
        kind=f"collection_{said.kind}" if said.kind else "",
        rows=said.rows,
        applied=said.applied,
        to_confirm=said.to_confirm,
        refused=said.refused,
        state=RunState.CHECKED if dry_run and state is RunState.APPLIED else state,
        problem=DRAFT if said.applied else "",
        messages=said.messages,
    )
