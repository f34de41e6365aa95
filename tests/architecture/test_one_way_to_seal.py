"""What is sealed with a secret of the house must outlive a change of it, so there is one way to seal."""

import re
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "sagacity"
BY_HAND = re.compile(r"key_of\(\s*settings\.|seals\.(seal|opened)\([^)]*settings\.")
SEALER = re.compile(r"seals\.Sealer\(")


def _modules() -> dict[str, str]:
    files = [path for path in SOURCE.rglob("*.py") if "tests" not in path.parts]
    return {str(path.relative_to(SOURCE)): path.read_text(encoding="utf-8") for path in files}


def test_nobody_seals_with_a_secret_of_the_house_by_hand() -> None:
    bad = [name for name, text in _modules().items() if BY_HAND.search(text)]
    assert bad == [], "use kit.seals.Sealer(purpose): it opens what older keys closed"


def test_whoever_seals_says_how_it_gets_under_the_next_key() -> None:
    sealing = [name for name, text in _modules().items() if SEALER.search(text)]
    silent = [name for name in sealing if "def renew(" not in _modules()[name]]
    assert len(sealing) > 2
    assert silent == [], "write `renew()` and offer it by kit.seals.offer_renewal"
