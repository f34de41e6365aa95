"""Making a city pack from a few answers."""

import json
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Template

from sagacity.kit.city import api as city

PATTERNS = Path(__file__).parent / "patterns" / "city"
FILES = {
    "city.toml": "city.toml.tmpl",
    "registry/loads.toml": "loads.toml.tmpl",
    "staff.toml": "staff.toml.tmpl",
}
NATIONAL = ("holidays.csv", "sources.toml")  # the same in every pack, so copied from one that has them
REACH = 0.15  # degrees, about 15 km


class PackExists(Exception):
    """There is a pack of this key already; nothing was changed."""


class WrongAnswers(Exception):
    """The answers do not make a pack that works; nothing was kept."""

    def __init__(self, findings: list[city.Finding]) -> None:
        super().__init__("; ".join(finding.what for finding in findings))
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Answers:
    """What one has to know to begin."""

    key: str
    name: str
    code: str
    prefecture: str
    latitude: float
    longitude: float
    name_en: str = ""


def make(answers: Answers, *, on: date) -> Path:
    """Write the pack and look it over; a pack that would not work is taken away again.

    Raises:
        BrokenPack: the key cannot be the name of a folder.
        PackExists: nothing is ever written over.
        WrongAnswers: the look found errors.
    """
    pack = city.folder(answers.key)
    if pack.exists():
        raise PackExists(answers.key)
    words = _words(answers, on)
    for name, pattern in FILES.items():
        path = pack / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = Template((PATTERNS / pattern).read_text(encoding="utf-8")).substitute(words)
        path.write_text(text, encoding="utf-8")
    _copy_national(pack)
    errors = [each for each in city.check(answers.key, on=on) if each.level == city.Level.ERROR]
    if errors:
        shutil.rmtree(pack)
        raise WrongAnswers(errors)
    return pack


def _words(answers: Answers, on: date) -> dict[str, str]:
    south, north = answers.latitude - REACH, answers.latitude + REACH
    west, east = answers.longitude - REACH, answers.longitude + REACH
    name_en = f"en = {_quoted(answers.name_en)}" if answers.name_en else '# en = "… City"'
    return {
        "key": answers.key,
        "plain_name": " ".join(answers.name.split()),
        "name": _quoted(answers.name),
        "name_en_line": name_en,
        "code": _quoted(answers.code),
        "prefecture": _quoted(answers.prefecture),
        "latitude": f"{answers.latitude:.4f}",
        "longitude": f"{answers.longitude:.4f}",
        "bounds": f"[{south:.3f}, {west:.3f}, {north:.3f}, {east:.3f}]",
        "today": on.isoformat(),
    }


def _quoted(text: str) -> str:
    """A JSON string is a TOML string too."""
    return json.dumps(text, ensure_ascii=False)


def _copy_national(pack: Path) -> None:
    for other in city.packs():
        theirs = city.folder(other)
        if theirs != pack and all((theirs / name).exists() for name in NATIONAL):
            for name in NATIONAL:
                shutil.copyfile(theirs / name, pack / name)
            return
