"""The bank's own night: a file of debits goes in, a file of results comes out."""

from collections.abc import Mapping
from dataclasses import replace

from sagacity.ledger.debit.bankers_file import reading, writing

DEFAULT = {"1": 10, "2": 0, "3": 0, "4": 0, "8": 0, "9": 0}  # of a hundred


def carried_out(content: bytes, *, shares: Mapping[str, int] = DEFAULT) -> bytes:
    """What becomes of a file: so many of a hundred do not come through, spread evenly.

    Raises:
        BadFile, CannotWrite: the bank sends the file back.
    """
    file = reading.read(content, with_results=False)
    codes = _spread(len(file.entries), shares)
    entries = tuple(replace(one, result=code) for one, code in zip(file.entries, codes, strict=True))
    line_ends = content[120:122] == b"\r\n"
    return writing.write(replace(file, entries=entries), line_ends=line_ends, with_results=True)


def _spread(many: int, shares: Mapping[str, int]) -> list[str]:
    codes = ["0"] * many
    free = list(range(many))
    for code, share in shares.items():
        wanted = min(len(free), -(-many * share // 100))
        for _each in range(wanted):
            codes[free.pop(len(free) // 2)] = code
    return codes
