"""The bankers' file: what is written is read, byte for byte; what is hostile is refused with its place."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagacity.ledger.debit import letters
from sagacity.ledger.debit.bankers_file import layout, reading, writing
from sagacity.ledger.debit.bankers_file.faults import WORDS, BadFile
from sagacity.ledger.debit.bankers_file.records import BankersFile, Entry, Head

HEAD = Head("1000000001", "ﾐﾎﾝｼ ｶｲｹｲｶ", "0930", "0179", "ｻｶﾞ", "500", "ﾎﾝﾃﾝｴｲｷﾞﾖｳﾌﾞ", "1", "1234567")
ONE = Entry("0179", "ｻｶﾞ", "500", "ﾎﾝﾃﾝ", "1", "0123456", "ﾐﾎﾝ ﾊﾅｺ", 12000, "1", "10000000000100000001")
FILE = BankersFile(HEAD, (ONE, replace(ONE, customer="10000000000200000002", amount=3000, new_code="0")))
LETTERS = "".join(sorted(letters.ALLOWED - {" "}))


def written(file: BankersFile = FILE, *, line_ends: bool = False, results: bool = False) -> bytes:
    return writing.write(file, line_ends=line_ends, with_results=results)


def changed(record: int, column: int, put: bytes, content: bytes | None = None) -> bytes:
    """The file with some bytes put over others, counted as the association counts: from 1."""
    content = written() if content is None else content
    at = (record - 1) * layout.LENGTH + column - 1
    return content[:at] + put + content[at + len(put) :]


def refused(content: bytes, *, results: bool = False) -> list[tuple[str, int, int]]:
    with pytest.raises(BadFile) as caught:
        reading.read(content, with_results=results)
    assert all(str(fault) for fault in caught.value.faults)
    return [(one.code, one.record, one.column) for one in caught.value.faults]


def test_every_record_has_120_bytes_and_stands_as_the_association_says() -> None:
    content = written()

    assert len(content) == 5 * 120
    assert content[:120] == (
        b"1910" + b"1000000001" + "ﾐﾎﾝｼ ｶｲｹｲｶ".ljust(40).encode("cp932") + b"0930" + b"0179"
        + "ｻｶﾞ".ljust(15).encode("cp932") + b"500" + "ﾎﾝﾃﾝｴｲｷﾞﾖｳﾌﾞ".ljust(15).encode("cp932")
        + b"1" + b"1234567" + b" " * 17
    )  # fmt: skip
    assert content[120:240] == (
        b"2" + b"0179" + "ｻｶﾞ".ljust(15).encode("cp932") + b"500" + "ﾎﾝﾃﾝ".ljust(15).encode("cp932")
        + b" " * 4 + b"1" + b"0123456" + "ﾐﾎﾝ ﾊﾅｺ".ljust(30).encode("cp932") + b"0000012000" + b"1"
        + b"10000000000100000001" + b"0" + b" " * 8
    )  # fmt: skip
    assert content[360:480] == b"8" + b"000002" + b"000000015000" + b"0" * 36 + b" " * 65
    assert content[480:] == b"9" + b" " * 119


@pytest.mark.parametrize("line_ends", [True, False])
def test_what_is_written_is_read_with_and_without_line_ends(line_ends: bool) -> None:
    content = written(line_ends=line_ends)

    assert reading.read(content, with_results=False) == FILE
    assert reading.read(content.removesuffix(b"\r\n"), with_results=False) == FILE


@given(
    st.lists(
        st.builds(
            Entry,
            bank=st.from_regex(r"[0-9]{4}", fullmatch=True),
            bank_name=st.text(LETTERS, max_size=15),
            branch=st.from_regex(r"[0-9]{3}", fullmatch=True),
            branch_name=st.text(LETTERS, max_size=15),
            account_kind=st.sampled_from("1239"),
            account_number=st.from_regex(r"[0-9]{7}", fullmatch=True),
            holder=st.text(LETTERS, min_size=1, max_size=30),
            amount=st.integers(1, 9_999_999_999),
            new_code=st.sampled_from("012"),
            customer=st.from_regex(r"[0-9]{20}", fullmatch=True),
            result=st.sampled_from("0123489"),
        ),
        min_size=1,
        max_size=6,
        unique_by=lambda one: one.customer,
    ),
    st.booleans(),
)
def test_any_file_of_results_comes_back_as_it_was(entries: list[Entry], line_ends: bool) -> None:
    file = BankersFile(HEAD, tuple(entries))

    assert reading.read(writing.write(file, line_ends=line_ends, with_results=True)) == file


def test_results_count_what_was_paid_and_what_was_not() -> None:
    file = BankersFile(HEAD, (FILE.entries[0], replace(FILE.entries[1], result="1")))
    trailer = written(file, results=True)[360:480]

    assert trailer[1:55] == b"000002000000015000000001000000012000000001000000003000"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", ("empty", 0, 0)),
        (written()[:-1], ("length", 0, 0)),
        (written()[:-120], ("no_end", 4, 0)),
        (written() + written(), ("after_end", 6, 0)),
        (written() + b" " * 120, ("record", 6, 1)),
        (written() + b"\x1a", ("length", 0, 0)),
        (changed(2, 1, b"\n"), ("line_end", 2, 1)),
        (written(line_ends=True).replace(b"\r\n", b"\n"), ("line_end", 2, 1)),
        (written(line_ends=True)[:200] + b"\r" + written(line_ends=True)[201:], ("line_end", 2, 79)),
        (written()[120:], ("record", 1, 1)),
        (written()[:120] + written()[360:], ("no_data", 3, 0)),
        (written()[:240] + written()[360:480] + written()[240:360] + written()[480:], ("record", 3, 1)),
        (changed(2, 1, b"5"), ("record", 2, 1)),
        (changed(1, 2, b"21"), ("kind", 1, 2)),
        (changed(1, 4, b"1"), ("code", 1, 4)),
        (changed(1, 55, b"0231"), ("day", 1, 55)),
        (changed(1, 59, b"01A9"), ("digits", 1, 59)),
        (changed(1, 119, b"X"), ("blank", 1, 104)),
        (changed(2, 43, b"4"), ("account_kind", 2, 43)),
        (changed(2, 51, b" "), ("left", 2, 51)),
        (changed(2, 52, "ｧ".encode("cp932")), ("letter", 2, 52)),
        (changed(2, 52, b"a"), ("letter", 2, 52)),
        (changed(2, 52, "亜".encode("cp932")), ("letter", 2, 52)),
        (changed(2, 52, b"\x00"), ("letter", 2, 52)),
        (changed(2, 81, b"0000000000"), ("amount", 2, 81)),
        (changed(2, 81, b"     12000"), ("digits", 2, 81)),
        (changed(2, 91, b"3"), ("new_code", 2, 91)),
        (changed(2, 92, b" " * 20), ("customer", 2, 92)),
        (changed(3, 92, b"10000000000100000001"), ("twice", 3, 92)),
        (changed(4, 2, b"000003"), ("count", 4, 2)),
        (changed(4, 8, b"000000015001"), ("sum", 4, 8)),
        (changed(2, 112, b"5"), ("result", 2, 112)),
        (changed(2, 112, b"1"), ("result", 2, 112)),  # nothing has been tried yet
    ],
)  # fmt: skip
def test_a_hostile_file_is_refused_with_record_and_column(
    content: bytes, found: tuple[str, int, int]
) -> None:
    assert found in refused(content)


def test_sums_of_results_must_be_right_each_by_itself() -> None:
    good = written(results=True)
    assert reading.read(good) == FILE

    for column, code in ((20, "count"), (26, "sum"), (38, "count"), (44, "sum")):
        assert refused(changed(4, column, b"000009", good), results=True) == [(code, 4, column)]


def test_a_file_that_is_far_too_large_is_not_looked_through() -> None:
    assert refused(b"1" * (reading.LARGEST + 1)) == [("too_large", 0, 0)]


@given(st.binary(max_size=700))
def test_no_bytes_whatever_are_believed_or_break_it(content: bytes) -> None:
    with pytest.raises(BadFile):
        reading.read(content)


@given(st.integers(0, 599), st.integers(0, 255))
def test_a_single_wrong_byte_is_never_passed_over_silently(at: int, byte: int) -> None:
    """Another byte is refused, or shows in what is read; nothing of the file is ignored."""
    content = written()
    if content[at] == byte:
        return
    spoilt = content[:at] + bytes([byte]) + content[at + 1 :]
    try:
        said = reading.read(spoilt, with_results=False)
    except BadFile:
        return
    assert said != FILE


@pytest.mark.parametrize(
    ("entry", "title"),
    [
        (replace(ONE, holder="見本 花子"), "預金者名"),
        (replace(ONE, holder="ｱ" * 31), "預金者名"),
        (replace(ONE, amount=10**10), "引落金額"),
        (replace(ONE, amount=0), "引落金額"),
        (replace(ONE, account_number="12345678"), "口座番号"),
        (replace(ONE, account_number="12a"), "口座番号"),
    ],
)
def test_what_does_not_fit_is_not_written(entry: Entry, title: str) -> None:
    with pytest.raises(writing.CannotWrite) as caught:
        written(BankersFile(HEAD, (entry,)))

    assert (caught.value.record, caught.value.title) == (2, title)
    assert entry.holder not in str(caught.value), "a name belongs into no log"


def test_long_names_of_banks_are_cut_for_their_codes_count() -> None:
    content = written(BankersFile(HEAD, (replace(ONE, bank_name="ｱ" * 20),)))

    assert reading.read(content, with_results=False).entries[0].bank_name == "ｱ" * 15


def test_every_fault_has_words() -> None:
    assert {"empty", "letter", "twice", "sum", "no_end"} <= set(WORDS)
