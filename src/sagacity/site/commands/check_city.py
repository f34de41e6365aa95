"""Say what a city pack lacks, and what each gap means for residents: ./sagacity check-city KEY."""

import argparse
import importlib
from collections.abc import Callable, Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

import django

from sagacity.identity import roles
from sagacity.kit.city import api as city
from sagacity.kit.manifest import all_manifests
from sagacity.registry import kinds
from sagacity.site import pack_board
from sagacity.site.speech import show

ROOMS = (
    "sagacity.ledger.pack_files",
    "sagacity.procedures.pack_files",
    "sagacity.procedures.guide.pack_files",
    "sagacity.procedures.visits.pack_files",
    "sagacity.kit.hours.pack_files",
    "sagacity.ledger.debit.pack_files",
    "sagacity.reservations.queue.pack_files",
    "sagacity.messaging.pack_files",
    "sagacity.messaging.conversation.pack_files",
    "sagacity.reservations.slots.pack_files",
)
MARKS = {
    city.Level.ERROR: ("✗ 誤り（直すまで動きません）", "✗ Errors (nothing works until they are put right)"),
    city.Level.WARNING: (
        "△ 注意（動きますが、だれかが困ります）",
        "△ Warnings (it works, and somebody is misled)",
    ),
    city.Level.LACK: (
        "□ まだないもの（画面にも「まだありません」と出ます）",
        "□ Not there yet (pages say so openly)",
    ),
    city.Level.NOTE: ("・ 参考", "· Notes"),
}


def run(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser("./sagacity check-city", description=__doc__)
    parser.add_argument("key", nargs="?", default="", help="key of the pack; without it the current city")
    parser.add_argument("--english", action="store_true", help="say it in English")
    chosen = parser.parse_args(argv)
    language = "en" if chosen.english else "ja"
    try:
        key = chosen.key or city.folder().name
    except city.BrokenPack as problem:
        show(str(problem))
        return 1
    findings = city.check(
        key,
        kinds={kind.key for kind in kinds.all()},
        roles={role.key for role in roles.ROLES},
        lookers=_lookers(),
    )
    for level in city.Level:
        _show_level(level, [finding for finding in findings if finding.level == level], language)
    errors = sum(finding.level == city.Level.ERROR for finding in findings)
    if not errors:
        _show_board(key, language)
    show("\n" + _verdict(key, errors, language))
    return 1 if errors else 0


def _lookers() -> list[Callable[[Path], Iterable[city.Finding]]]:
    """What rooms and mini-apps say of their own files (`look` in `pack.py`); no database is asked."""
    try:
        django.setup()
    except city.BrokenPack:
        return []  # of the first page, which the rooms need, others speak
    packages = [manifest.package for manifest in all_manifests()]
    files = [f"{one}.pack" for one in packages if find_spec(f"{one}.pack")]
    modules = [importlib.import_module(name) for name in (*ROOMS, *files)]
    return [module.look for module in modules if hasattr(module, "look")]


def _show_level(level: city.Level, findings: list[city.Finding], language: str) -> None:
    if not findings:
        return
    show(f"\n{MARKS[level][language == 'en']}: {len(findings)}")
    for finding in findings:
        show(f"  {finding.says('what', language)}")
        show(f"      {finding.says('why', language)}")
        show(f"      → {finding.says('next', language)}")


def _show_board(key: str, language: str) -> None:
    board = pack_board.lines(city.loads(key))
    national = [line for line in board if line.kind.standard]
    have = sum(line.has for line in national)
    heading = "データのそろいぐあい" if language == "ja" else "Completeness board"
    show(f"\n{heading}: {have} / {len(national)}")
    for line in pack_board.as_text(board, language):
        show(line)


def _verdict(key: str, errors: int, language: str) -> str:
    if language == "en":
        return f"{key}: {errors} errors to put right first" if errors else f"{key}: this pack works"
    return f"{key}: まず、誤り {errors} 件を直してください" if errors else f"{key}: このデータで動きます"
