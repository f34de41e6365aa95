"""Several files of one form: rules of collection explain each other, so they become one run."""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from sagacity.kit.policy import Person
from sagacity.registry import kinds, types
from sagacity.registry.importing import files as kept_files
from sagacity.registry.importing import receiving
from sagacity.registry.kinds import Noun
from sagacity.registry.mapping import guess_kind
from sagacity.registry.reading import Unreadable, open_table

DAYS, SURE = "collection_area_days", 0.6
SET = "area_days.csv"  # by this name a zip is known as one of 5374
SAME_BYTES = (1980, 1, 1, 0, 0, 0)  # the same files again are the same zip again

Named = tuple[str, BinaryIO]


@transaction.atomic
def receive_together(
    *, files: Sequence[Named], by: Person, at: datetime, kind: str = "", edition: str = "", once: str = ""
) -> list[types.ImportRun]:
    """Take in what was sent with one form; files of collection days beside their areas are one run."""
    of_rules = {} if kind or len(files) < 2 else _rules(files)
    packed = [(_pack(of_rules), f"ごみの日（{len(of_rules)}個のファイル）.zip")] if of_rules else []
    alone = [(file, name) for name, file in files if (name, file) not in of_rules.values()]
    for _, file in files:
        file.seek(0)
    return [
        receiving.receive(file=file, name=name, by=by, at=at, kind=kind, edition=edition, once=once)
        for file, name in [*packed, *alone]
    ]


def _rules(named: Sequence[Named]) -> dict[str, Named]:
    """Kind → the first file of it; nothing when there is no list of areas, or nothing beside it."""
    found: dict[str, Named] = {}
    for name, file in named:
        kind = _kind(name, file)
        if kind and kinds.get(kind).noun is Noun.COLLECTION:
            found.setdefault(kind, (name, file))
    return found if DAYS in found and len(found) > 1 else {}


def _kind(name: str, file: BinaryIO) -> str:
    file.seek(0)
    kept = kept_files.keep(file)
    file.seek(0)
    try:
        table = open_table(kept_files.path_of(kept.sha256), name=name)
    except Unreadable:
        return ""
    ranked = guess_kind(table.headings, name, table.sample)
    return ranked[0][0] if ranked and ranked[0][1] > SURE and table.form == "csv" else ""


def _pack(of_rules: dict[str, Named]) -> BinaryIO:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as box:
        for kind, (name, file) in of_rules.items():
            file.seek(0)
            box.writestr(zipfile.ZipInfo(SET if kind == DAYS else name, SAME_BYTES), file.read())
    packed.seek(0)
    return packed
