"""Looking a pack over: everything that is wrong, misleading or not there yet."""

from collections.abc import Callable, Container, Iterable
from datetime import date
from pathlib import Path

from sagacity.kit import clock
from sagacity.kit.city import check_files, check_messages, check_page
from sagacity.kit.city.findings import Finding, Level, found
from sagacity.kit.city.pack import LANGUAGE_NAMES, BrokenPack, folder, packs, packs_folder

__all__ = ["Finding", "Level", "check"]

_ORDER = list(Level)


def check(
    key: str,
    *,
    kinds: Container[str] | None = None,
    roles: Container[str] | None = None,
    on: date | None = None,
    lookers: Iterable[Callable[[Path], Iterable[Finding]]] = (),
) -> list[Finding]:
    """Everything there is to say about a pack, the worst first; nothing means it is whole.

    `kinds` and `roles` are what the house knows today; without them those names are not judged.
    `lookers` judge the folders that only a mini-app understands.
    """
    try:
        pack = folder(key)
    except BrokenPack:
        return [found("key_wrong", key, key=key)]
    if not pack.is_dir():
        known = "、".join(packs()) or "-"
        return [found("pack_missing", key, folder=packs_folder(), known=known)]
    page, findings = check_page.look(pack)
    findings += check_files.look(key, page, kinds=kinds, on=on or clock.day(clock.now()))
    findings += check_files.look_at_staff(pack, roles)
    findings += check_messages.look(pack, [str(one) for one in page.get("languages", LANGUAGE_NAMES)])
    for look in lookers:
        findings += look(pack)
    return sorted(findings, key=lambda finding: (_ORDER.index(finding.level), finding.file))
