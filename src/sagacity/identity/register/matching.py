"""Who in the register four proven facts belong to: a rule that asks people rather than guess."""

from datetime import date

from sagacity.identity.register import folding, models, types

MOST_CANDIDATES = 50


def match(
    *, name: str, birth_date: date, sex: str, address: str, has_substitutes: bool = False
) -> types.Match:
    """Compare four facts with everybody who lives here, on folded copies.

    Birth date and sex must be equal. `has_substitutes` is what a certificate says of its own letters.
    """
    if has_substitutes or folding.holds_a_substitute(name) or folding.holds_a_substitute(address):
        return types.Match(types.MatchKind.SUBSTITUTE_MARK)
    rows = _born(birth_date, sex)
    named = [row for row in rows if _is_named(row, name)]
    here = [row for row in named if folding.is_same_address(row.address, address)]
    if len(here) == 1:
        return types.Match(types.MatchKind.ONE, here[0].key)
    if len(named) > 1:
        return types.Match(types.MatchKind.SEVERAL)
    if len(named) == 1:
        return types.Match(types.MatchKind.DIFFERS, named[0].key, ("address",))
    return _by_address(rows, address)


def candidates(*, birth_date: date, sex: str) -> tuple[str, ...]:
    """Keys of those who could be meant when a clerk must decide; their names leave by `facts` alone."""
    return tuple(row.key for row in _born(birth_date, sex)[:MOST_CANDIDATES])


def _born(birth_date: date, sex: str) -> list[models.Inhabitant]:
    born = models.Inhabitant.objects.living_here().born(birth_date).order_by("id")
    return [row for row in born if not sex or not row.sex or row.sex == sex]


def _is_named(row: models.Inhabitant, name: str) -> bool:
    wanted = folding.name(name)
    return bool(wanted) and wanted in {folding.name(row.name), folding.name(row.name_as_given or row.name)}


def _by_address(rows: list[models.Inhabitant], address: str) -> types.Match:
    """A new name after a wedding: birth date, sex and dwelling are the same."""
    here = [row for row in rows if folding.is_same_address(row.address, address)]
    if len(here) == 1:
        return types.Match(types.MatchKind.DIFFERS, here[0].key, ("name",))
    return types.Match(types.MatchKind.SEVERAL if here else types.MatchKind.NONE)
