"""Read files into the registry: ./sagacity import FILE … [--kind K] [--dry-run] [--report json]."""

import argparse
import getpass
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

from sagacity.kit import clock
from sagacity.kit.policy import SYSTEM, Person
from sagacity.site.speech import complain, show

if TYPE_CHECKING:
    from sagacity.site.brought import Brought

APPLIED, NEEDS_CONFIRMATION, REFUSED = 0, 2, 3
MESSAGE = ("row", "column", "found", "expected", "action", "outcome", "rule")
COUNTS = ("rows", "applied", "to_confirm", "refused")
SHOWN = 50


def run(arguments: list[str]) -> int:
    chosen = _parser().parse_args(arguments)
    absent = [path for path in chosen.files if not path.exists()]
    if absent:
        complain(f"{absent[0]} がありません。名前を確かめてください。", f"there is no file {absent[0]}")
        return REFUSED
    django.setup()
    from sagacity.registry import api as registry
    from sagacity.site import bringing_in, news, prepare

    known = [kind.key for kind in registry.kinds()]
    if chosen.kind and chosen.kind not in known:
        complain(
            f"「{chosen.kind}」という種類はありません。",
            f"there is no kind {chosen.kind!r}: {', '.join(known)}",
        )
        return 64
    prepare.tables()
    reports = bringing_in.bring_in(
        chosen.files,
        people=bringing_in.People(by=_clerk(), approver=SYSTEM),
        kind=chosen.kind,
        edition=chosen.edition,
        dry_run=chosen.dry_run,
        at=clock.now(),
    )
    news.deliver()
    if chosen.report == "json":
        show(json.dumps({"files": [_plain(report) for report in reports]}, ensure_ascii=False, indent=1))
    else:
        for report in reports:
            _tell(report, dry_run=chosen.dry_run)
    return max((_verdict(report) for report in reports), default=REFUSED)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("./sagacity import", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="files, or a folder of them")
    parser.add_argument("--kind", default="", help="kind of data set; without it the headings decide")
    parser.add_argument("--edition", default="", help="day the file speaks of, such as 2026-04-01")
    parser.add_argument("--dry-run", action="store_true", help="only check and report; change nothing")
    parser.add_argument("--report", choices=("text", "json"), default="text")
    return parser


def _clerk() -> Person:
    """Whoever may use this shell holds the database already; the history names them."""
    name = getpass.getuser()
    return Person(key=f"urn:ngsi-ld:System:shell-{name}", name=f"取り込みコマンド（{name}）", kind="system")


def _verdict(report: "Brought") -> int:
    """A file of which nothing can go in is 3; rows that wait for a person are 2."""
    if report.state == "refused" or (report.refused and not report.applied and not report.to_confirm):
        return REFUSED
    waits = report.state in {"asking", "submitted"} or report.to_confirm or report.refused
    return NEEDS_CONFIRMATION if waits else APPLIED


def _plain(report: "Brought") -> dict[str, Any]:
    return {
        "file": report.file,
        "kind": report.kind,
        **{name: getattr(report, name) for name in COUNTS},
        "messages": [{name: getattr(line, name) for name in MESSAGE} for line in report.messages],
    }


def _tell(report: "Brought", *, dry_run: bool) -> None:
    taken = "取り込める" if dry_run else "取り込んだ"
    show(f"\n{report.file}（{report.kind or '種類が分かりません'}）: {report.rows} 行")
    show(f"  {taken} {report.applied} / 確認 {report.to_confirm} / 取り込めない {report.refused}")
    if report.problem:
        show(f"  {report.problem}")
    for line in report.messages[:SHOWN]:
        where = f"{line.row}行目" if line.row else "ファイル全体"
        column = f"「{line.column}」" if line.column else ""
        show(f"  {where}{column}: {line.found} → {line.action} [{line.rule}]")
    if (more := len(report.messages) - SHOWN) > 0:
        show(f"  ほかに {more} 件。全部は --report json か、データの机で見られます。")
