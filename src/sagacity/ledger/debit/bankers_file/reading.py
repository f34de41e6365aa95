"""Reading a file: everything is looked at, and nothing is believed unless everything fits."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date

from sagacity.ledger.debit.bankers_file import layout, letters
from sagacity.ledger.debit.bankers_file.faults import BadFile, Fault
from sagacity.ledger.debit.bankers_file.layout import DATA, END, HEADER, LENGTH, TRAILER, Field, Mode
from sagacity.ledger.debit.bankers_file.records import BankersFile, Entry, Head
from sagacity.ledger.debit.letters import ALLOWED

LARGEST = 13 * 1024 * 1024  # bytes: some 100,000 records
RESULTS = frozenset("0123489")
KINDS, NEW_CODES = frozenset("1239"), frozenset("012")
A_LEAP_YEAR = 2024
TWO_BREAKS = b"\r\n"

Said = dict[str, str]


def read(content: bytes, *, with_results: bool = True) -> BankersFile:
    """The file in a file's bytes; with results the sums of what was paid must be right too.

    Raises:
        BadFile: with what is wrong, record by record.
    """
    records = _split(content)
    said, faults = _items(records)
    if faults:
        raise BadFile(faults)
    faults = [*_order(said)]
    if faults:
        raise BadFile(faults)
    head, *datas, trailer, _end = said
    faults += [*_of_head(head), *_of_entries(datas, with_results=with_results)]
    faults += _sums(datas, trailer, with_results=with_results)
    if faults:
        raise BadFile(faults)
    entries = tuple(Entry(**{**_only(one, Entry), "amount": int(one["amount"])}) for one in datas)  # type: ignore[arg-type]
    return BankersFile(Head(**_only(head, Head)), entries)


def _split(content: bytes) -> list[bytes]:
    if not content:
        raise BadFile([Fault("empty")])
    if len(content) > LARGEST:
        raise BadFile([Fault("too_large", found=f"{len(content):,}")])
    step = LENGTH + 2 if content[LENGTH : LENGTH + 2] == TWO_BREAKS else LENGTH
    whole = content + TWO_BREAKS if step > LENGTH and (len(content) + 2) % step == 0 else content
    records = [whole[at : at + step] for at in range(0, len(whole), step)]
    faults = list(_line_ends(records, step))
    if len(whole) % step:
        faults.append(Fault("length", found=f"{len(content):,}"))
    if faults:
        raise BadFile(faults)
    return [one[:LENGTH] for one in records]


def _line_ends(records: Sequence[bytes], step: int) -> Iterable[Fault]:
    for number, record in enumerate(records, start=1):
        found = next((at for at, byte in enumerate(record[:LENGTH]) if byte in TWO_BREAKS), None)
        if found is not None:
            yield Fault("line_end", number, found + 1, found=_hex(record[found : found + 2]))
            return  # all that follows is shifted
        if step > LENGTH and len(record) == step and record[LENGTH:] != TWO_BREAKS:
            yield Fault("line_end", number, LENGTH + 1, found=_hex(record[LENGTH:]))
            return


def _items(records: Sequence[bytes]) -> tuple[list[Said], list[Fault]]:
    """Each record as its items; what stands where it may not stand."""
    said, faults = [], []
    for number, record in enumerate(records, start=1):
        kind = letters.of_byte(record[0])
        layout_of = layout.RECORDS.get(kind)
        if layout_of is None:
            wanted = "・".join(layout.RECORDS)
            faults.append(Fault("record", number, 1, "データ区分", kind or _hex(record[:1]), wanted))
            continue
        items = {}
        for field in layout_of:
            raw = record[field.start - 1 : field.stop]
            text = "".join(map(letters.of_byte, raw))
            fault = _letters(field, raw, number) or _filled(field, text, number)
            if fault:
                faults.append(fault)
            items[field.name] = text.rstrip(" ")
        said.append(items)
    return said, faults


def _letters(field: Field, raw: bytes, number: int) -> Fault | None:
    for place, byte in enumerate(raw):
        if letters.of_byte(byte) not in ALLOWED:
            return Fault("letter", number, field.start + place, field.title, _hex(raw[place : place + 1]))
    return None


def _filled(field: Field, text: str, number: int) -> Fault | None:
    code = ""
    if field.mode is Mode.N and not (text.isascii() and text.isdigit()):
        code = "digits"
    elif field.mode is Mode.BLANK and text.strip(" "):
        code = "blank"
    elif field.mode is Mode.C and text.startswith(" ") and text.strip(" "):
        code = "left"
    return Fault(code, number, field.start, field.title, text.strip(" ")) if code else None


def _order(said: Sequence[Said]) -> Iterable[Fault]:
    """One header, data, one trailer, one end, and nothing behind."""
    kinds = [one["record"] for one in said]
    if kinds[0] != HEADER:
        yield Fault("record", 1, 1, "データ区分", kinds[0], HEADER)
        return
    if END not in kinds:
        yield Fault("no_end", len(kinds))
        return
    last = kinds.index(END)
    if last != len(kinds) - 1:
        yield Fault("after_end", last + 2)
        return
    if last < 3:
        yield Fault("no_data", len(kinds))
        return
    for number, kind in enumerate(kinds[1:last], start=2):
        wanted = TRAILER if number == last else DATA
        if kind != wanted:
            yield Fault("record", number, 1, "データ区分", kind, wanted)
            return


def _of_head(head: Said) -> Iterable[Fault]:
    for name, wanted in (("kind", layout.KIND), ("code", layout.JIS)):
        if head[name] != wanted:
            yield _at(HEADER, name, 1, name, head[name])
    try:
        date(A_LEAP_YEAR, int(head["day"][:2]), int(head["day"][2:]))
    except ValueError:
        yield _at(HEADER, "day", 1, "day", head["day"])
    if head["account_kind"] not in KINDS:
        yield _at(HEADER, "account_kind", 1, "account_kind", head["account_kind"])


def _of_entries(datas: Sequence[Said], *, with_results: bool) -> Iterable[Fault]:
    first: dict[str, int] = {}
    results = RESULTS if with_results else frozenset("0")
    for number, one in enumerate(datas, start=2):
        for name, good in (("account_kind", KINDS), ("new_code", NEW_CODES), ("result", results)):
            if one[name] not in good:
                yield _at(DATA, name, number, name, one[name])
        if int(one["amount"]) == 0:
            yield _at(DATA, "amount", number, "amount", "0")
        if not one["customer"]:
            yield _at(DATA, "customer", number, "customer", "")
        elif one["customer"] in first:
            again = _at(DATA, "customer", number, "twice", one["customer"])
            yield Fault("twice", number, again.column, again.title, again.found, str(first[one["customer"]]))
        first.setdefault(one["customer"], number)


def _sums(datas: Sequence[Said], trailer: Said, *, with_results: bool) -> list[Fault]:
    paid = [one for one in datas if one["result"] == "0"] if with_results else []
    failed = [one for one in datas if one["result"] != "0"] if with_results else []
    number, faults = len(datas) + 2, []
    for prefix, some in (("", datas), ("paid_", paid), ("failed_", failed)):
        total = sum(int(one["amount"]) for one in some)
        for name, code, wanted in ((f"{prefix}count", "count", len(some)), (f"{prefix}total", "sum", total)):
            if int(trailer[name]) != wanted:
                fault = _at(TRAILER, name, number, code, f"{int(trailer[name]):,}")
                faults.append(Fault(code, number, fault.column, fault.title, fault.found, f"{wanted:,}"))
    return faults


def _at(kind: str, name: str, number: int, code: str, found: str) -> Fault:
    field = next(one for one in layout.RECORDS[kind] if one.name == name)
    return Fault(code, number, field.start, field.title, found)


def _only(said: Said, fact: type[Head] | type[Entry]) -> Said:
    return {name: said[name] for name in _names(fact)}


def _names(fact: type[Head] | type[Entry]) -> list[str]:
    return [one.name for one in fields(fact)]


def _hex(raw: bytes) -> str:
    return raw.hex(" ").upper()
