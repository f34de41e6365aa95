"""Which kind of data set a file is."""

import re
import unicodedata
from collections.abc import Sequence

from sagacity.registry import kinds
from sagacity.registry.kinds import Edition, Kind, Noun, Type, headings

_GENERATED = re.compile(r"列\d+")
_NEARLY = 0.02  # what a word in the file name adds: it decides between equals, nothing else
_CLOSE = 0.04
UNDECIDED = 0.6


def guess_kind(
    names: Sequence[str], filename: str = "", sample: Sequence[Sequence[str]] = ()
) -> list[tuple[str, float]]:
    """Kinds that fit, best first, each with a score from 0 to 1; above 0.6 is sure enough to propose."""
    headless = bool(names) and all(_GENERATED.fullmatch(name) for name in names)
    if headless:
        scored = [(kind.key, _by_position(kind, len(names), sample)) for kind in kinds.all()]
    else:
        folded = [headings.fold(name) for name in names if not _GENERATED.fullmatch(name)]
        scored = [(kind.key, _by_headings(kind, folded)) for kind in kinds.all()]
    told = unicodedata.normalize("NFKC", filename).casefold()
    ranked = [
        (key, min(1.0, score + (_NEARLY if _names(kinds.get(key), told) else 0)))
        for key, score in scored
        if score
    ]
    ranked.sort(key=lambda one: (-one[1], one[0]))
    return ranked if _decided(ranked, told) else [(key, min(score, UNDECIDED)) for key, score in ranked]


def _decided(ranked: list[tuple[str, float]], told: str) -> bool:
    """Headings that every list has, such as name and address, decide nothing: the file's name may."""
    close = [key for key, score in ranked if score > ranked[0][1] - _CLOSE]
    return len(close) < 2 or sum(_names(kinds.get(key), told) for key in close) == 1


def _names(kind: Kind, told: str) -> bool:
    return any(word.casefold() in told for word in kind.file_names)


def _by_headings(kind: Kind, folded: Sequence[str]) -> float:
    """How much of the file the kind knows, and how much of its own form the file has."""
    if not folded:
        return 0.0
    index = headings.index(kind.key)
    columns = {index[name][0].name for name in folded if name in index}
    known = sum(name in index for name in folded)
    needed = max(_required_there(edition, folded) for edition in kind.editions)
    if kind.noun is Noun.COLLECTION:
        whole = columns == {column.name for column in kind.columns}
        return (
            0.95
            if (whole and known == len(folded)) or (kind.open_ended and needed == 1 and _is_area(folded))
            else 0.0
        )
    own = max((_likeness(edition, folded) for edition in kind.editions), default=0.0)
    share = known / max(len(folded), 1)
    exact = sum(index[name][1] for name in folded if name in index) / len(folded)
    return round((0.62 * share + 0.1 * own + 0.06 * exact + 0.2 * needed) * (1 if needed > 0.3 else 0.5), 4)


def _is_area(folded: Sequence[str]) -> bool:
    return any(name.startswith("センター") for name in folded)


def _required_there(edition: Edition, folded: Sequence[str]) -> float:
    """The share of required headings the file has, whatever they are called."""
    if not edition.required:
        return 0.0
    index = next(headings.index(kind.key) for kind in kinds.all() if edition in kind.editions)
    there = {index[name][0].name for name in folded if name in index}
    wanted = [index[headings.fold(name)][0].name for name in edition.required]
    return sum(name in there for name in wanted) / len(wanted)


def _likeness(edition: Edition, folded: Sequence[str]) -> float:
    ours, theirs = {headings.fold(name) for name in edition.headings}, set(folded)
    return len(ours & theirs) / len(ours | theirs)


def _by_position(kind: Kind, width: int, sample: Sequence[Sequence[str]]) -> float:
    """A file without headings: its width is that of an edition, and its cells are what stands there."""
    return max(
        (
            _fits(kind, edition, sample)
            for edition in kind.editions
            if edition.order_known and len(edition.headings) == width
        ),
        default=0.0,
    )


_FORMS = {
    Type.GOVERNMENT_CODE: re.compile(r"\d{4,6}"),
    Type.CORPORATE_NUMBER: re.compile(r"\d{13}"),
    Type.INTEGER: re.compile(r"[\d,]+"),
    Type.NUMBER: re.compile(r"-?[\d,.]+"),
    Type.LATITUDE: re.compile(r"[234]\d(\.\d+)?"),
    Type.LONGITUDE: re.compile(r"1[2345]\d(\.\d+)?"),
    Type.KANA: re.compile(r"[ァ-ヶー・\s]+"),
    Type.PHONE: re.compile(r"[\d()\-]{9,}"),
    Type.URL: re.compile(r"https?://.*"),
    Type.TIME: re.compile(r"\d{1,2}[:時].*"),
    Type.DATE: re.compile(r"\d{4}.\d{1,2}.\d{1,2}.*|[MTSHR令平昭]\D?\d.*"),
    Type.DAYS: re.compile(r"[月火水木金土日祝]+"),
    Type.FLAG: re.compile(r"[01]"),
}


def _fits(kind: Kind, edition: Edition, sample: Sequence[Sequence[str]]) -> float:
    index = headings.index(kind.key)
    right = seen = 0
    for row in sample[:30]:
        for heading, cell in zip(edition.headings, row, strict=False):
            form = _FORMS.get(index[headings.fold(heading)][0].type)
            if form is None or not cell.strip():
                continue
            seen += 1
            right += form.fullmatch(unicodedata.normalize("NFKC", cell.strip())) is not None
    return round(0.95 * right / seen, 4) if seen else 0.3
