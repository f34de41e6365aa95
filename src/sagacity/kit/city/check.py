"""Looking a pack over: everything that is wrong, misleading or not there yet."""

from collections.abc import Container
from datetime import date

from sagacity.kit import clock
from sagacity.kit.city import check_files, check_page
from sagacity.kit.city.findings import Finding, Level, found
from sagacity.kit.city.pack import BrokenPack, folder, packs, packs_folder

__all__ = ["Finding", "Level", "check"]

_ORDER = list(Level)


def check(
    key: str,
    *,
    kinds: Container[str] | None = None,
    roles: Container[str] | None = None,
    on: date | None = None,
) -> list[Finding]:
    """Everything there is to say about a pack, the worst first; nothing means it is whole.

    `kinds` and `roles` are what the house knows today; without them those names are not judged.
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
    return sorted(findings, key=lambda finding: (_ORDER.index(finding.level), finding.file))
