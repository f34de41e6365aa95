"""How the guide stands: for whoever keeps its rules, and for check-city."""

from dataclasses import dataclass
from pathlib import Path

from sagacity.kit.city import api as city
from sagacity.ledger import api as ledger
from sagacity.procedures import api as procedures
from sagacity.procedures.guide import goldens, pack_texts, types


@dataclass(frozen=True, slots=True)
class Report:
    """Golden households against the rules of a pack."""

    guide: types.Guide
    households: tuple[types.Household, ...]
    differences: tuple[goldens.Difference, ...]
    coverage: tuple[goldens.Coverage, ...]


def report(pack: Path | None = None) -> Report:
    """Judge every golden household of a pack, and see what none of them touches.

    Raises:
        ledger.BrokenTariff: the fees of the pack cannot be read.
    """
    at = pack or city.folder()
    ground, households = ground_of(at), pack_texts.households(at)
    return Report(
        ground.guide,
        households,
        tuple(goldens.differences(ground=ground, households=households)),
        tuple(goldens.coverage(ground=ground, households=households)),
    )


def ground_of(pack: Path) -> goldens.Ground:
    """Guide, tariff and calendar of a pack, the current one's or another's.

    Raises:
        ledger.BrokenTariff: the fees cannot be read.
    """
    return goldens.Ground(pack_texts.guide(pack), tariff_of(pack), procedures.open_days_of(pack))


def tariff_of(pack: Path) -> ledger.Tariff:
    """The tariff of a pack, the current one's or another's."""
    path = pack / "fees.toml"
    return ledger.read_tariff(path.read_text(encoding="utf-8") if path.exists() else "")
