"""Towns: the districts residents choose from."""

from sagacity.registry import facts, models, types
from sagacity.registry.folding import town_key


class NoSuchTown(LookupError):
    """There is no town of this key."""


def towns(*, words: str = "", group: str = "") -> list[types.Town]:
    """Every town, by group and name; `words` finds in names and kana however 大字 is written."""
    rows = models.Town.objects.order_by("group", "kana", "name")
    if group:
        rows = rows.filter(group=group)
    wanted = town_key(words)
    return [
        facts.town(row)
        for row in rows
        if not wanted or wanted in town_key(row.name) or (row.kana and wanted in town_key(row.kana))
    ]


def town(key: str) -> types.Town:
    """One town.

    Raises:
        NoSuchTown: there is none.
    """
    row = models.Town.objects.filter(key=key).first()
    if row is None:
        raise NoSuchTown(key)
    return facts.town(row)
