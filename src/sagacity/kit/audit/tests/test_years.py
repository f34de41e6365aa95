"""The log over years: forms that grow, days that are written out and taken out, digests kept elsewhere."""

import gzip
import hashlib
import json
from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from sagacity.kit.audit import api as audit
from sagacity.kit.audit import form, jobs, models
from sagacity.kit.testing import audit_log

pytestmark = pytest.mark.django_db


def three_days(at: datetime) -> None:
    for day in range(3):
        for number in range(4):
            when = at + timedelta(days=day, minutes=number)
            audit.record(actor="A", action="read", thing=f"{day}.{number}", at=when, purpose="当番")
        audit.seal()


def test_lines_of_the_first_form_still_hold_beside_those_of_the_second(at: datetime) -> None:
    audit.record(actor="A", action="read", thing="old", at=at)
    line = models.Line.objects.values_list(*form.COLUMNS).get(thing="old")
    start = "0" * 64
    said = form.say(version=1, number=1, day="2026-09-15", previous=start, line=line)
    digest = form.digest_of(said)
    models.Seal.objects.create(number=1, day=date(2026, 9, 15), line=line[0], previous=start, digest=digest)
    models.Head.objects.create(name="chain", number=1, day=date(2026, 9, 15), digest=digest)

    audit.record(actor="A", action="read", thing="new", at=at)

    assert audit.verify() == []
    assert list(models.Seal.objects.order_by("number").values_list("version", flat=True)) == [1, 2]


def test_the_first_form_is_what_it_always_was(at: datetime) -> None:
    line = (7, at, "a", "あ", "read", "t", "p", "", "", "s", "d", "g", "c", None)
    said = (
        '[3, "2026-09-15", "00", 7, "2026-09-15T00:00:00.000000+00:00", "a", "あ", "read", "t", "p", "", ""]'
    )

    made = form.digest_of(form.say(version=1, number=3, day="2026-09-15", previous="00", line=line))

    assert made == hashlib.sha256(said.encode()).hexdigest()


@pytest.mark.parametrize("microsecond", [0, 7, 250_000, 999_999])
@pytest.mark.parametrize("withheld", [False, True])
def test_moments_are_the_same_text_from_the_program_and_from_the_database(
    at: datetime, microsecond: int, withheld: bool
) -> None:
    when = at.replace(microsecond=microsecond)
    audit.record(actor="A", action="read", thing="t", at=when, visible_from=when if withheld else None)

    assert audit.verify() == []


@pytest.mark.parametrize("column", ["subject", "division", "group", "channel"])
def test_the_second_form_covers_whose_data_it_was(at: datetime, column: str) -> None:
    three_days(at)
    with connection.cursor() as cursor:
        audit_log.without_guard(cursor, "kit_audit_line")
        cursor.execute(f"""UPDATE kit_audit_line SET "{column}" = 'x' WHERE thing = '1.2'""")

    (broken,) = audit.verify()

    assert (broken.number, broken.day) == (7, date(2026, 9, 16))


def test_old_days_go_into_a_file_and_the_chain_goes_on(at: datetime, tmp_path: Path) -> None:
    three_days(at)
    printed = audit.digest_of_day(date(2026, 9, 16))
    assert printed

    written = audit.drop(before=date(2026, 9, 17), folder=tmp_path, at=at)

    assert written.lines == 8
    assert written.digest == hashlib.sha256(written.path.read_bytes()).hexdigest()
    kept = [json.loads(line) for line in gzip.decompress(written.path.read_bytes()).splitlines()]
    assert [each["line"]["thing"] for each in kept] == [f"{day}.{n}" for day in range(2) for n in range(4)]
    assert kept[-1]["digest"] == printed.digest
    assert {line.thing[0] for line in audit.latest() if line.action == "read"} == {"2"}
    assert audit.verify() == []
    assert audit.verify(day=date(2026, 9, 17)) == []
    assert audit.holds_anchor(printed.digest)
    assert audit.latest()[0].action == "audit.drop"


def test_after_days_were_dropped_the_rest_is_guarded_as_before(at: datetime, tmp_path: Path) -> None:
    three_days(at)
    audit.drop(before=date(2026, 9, 16), folder=tmp_path, at=at)

    for statement in ("DELETE FROM kit_audit_line", "DELETE FROM kit_audit_dropped"):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_nothing_is_dropped_from_a_log_that_does_not_hold(at: datetime, tmp_path: Path) -> None:
    three_days(at)
    with connection.cursor() as cursor:
        audit_log.without_guard(cursor, "kit_audit_line")
        cursor.execute("UPDATE kit_audit_line SET thing = 'x' WHERE thing = '0.1'")

    with pytest.raises(audit.NothingToDrop, match="does not hold in 1 places"):
        audit.drop(before=date(2026, 9, 16), folder=tmp_path, at=at)
    assert list(tmp_path.iterdir()) == []


def test_the_newest_day_is_never_dropped(at: datetime, tmp_path: Path) -> None:
    three_days(at)

    with pytest.raises(audit.NothingToDrop):
        audit.drop(before=date(2027, 1, 1), folder=tmp_path, at=at)
    with pytest.raises(audit.NothingToDrop):
        audit.drop(before=date(2026, 9, 15), folder=tmp_path, at=at)


def test_a_line_put_in_under_an_old_number_is_named(at: datetime) -> None:
    three_days(at)
    lowest = min(line.number for line in audit.latest())
    models.Line.objects.create(pk=lowest - 1, at=at, actor="forger", action="read", thing="old")

    (broken,) = audit.verify()

    assert (broken.line, broken.why) == (lowest - 1, "it was put in without a seal")


def test_the_digest_of_each_day_is_written_once_outside_the_database(
    at: datetime, settings: object, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]
    three_days(at)

    for _ in range(2):
        jobs.write_down_yesterday(at + timedelta(days=2))

    end = audit.digest_of_day(date(2026, 9, 16))
    assert end
    assert (tmp_path / "audit" / "digests.txt").read_text() == f"2026-09-16 seal 8 {end.digest}\n"


def test_days_beyond_the_years_are_dropped_by_the_clock(
    at: datetime, settings: object, tmp_path: Path
) -> None:
    settings.DATA_DIR, settings.AUDIT_YEARS = tmp_path, 2  # type: ignore[attr-defined]
    three_days(at)

    jobs.drop_what_is_over(at + timedelta(days=730))
    assert not (tmp_path / "audit").exists()
    jobs.drop_what_is_over(at + timedelta(days=731))

    assert [path.name for path in (tmp_path / "audit").iterdir()] == ["audit-through-2026-09-15.jsonl.gz"]
    assert audit.verify() == []


def test_the_commands_say_where_and_what(at: datetime, tmp_path: Path) -> None:
    three_days(at)
    told = StringIO()

    call_command("audit_digest", day=date(2026, 9, 15), stdout=told)
    call_command("audit_export", tmp_path / "log.jsonl", through=date(2026, 9, 16), stdout=told)
    call_command("audit_drop", before=date(2026, 9, 16), folder=tmp_path, stdout=told)

    said = told.getvalue().splitlines()
    assert said[0].startswith("2026-09-15 seal 4 ")
    assert said[1].startswith("8 lines in ")
    assert said[2].startswith("4 lines were taken out")
    with pytest.raises(CommandError, match="nothing was written"):
        call_command("audit_digest", day=date(2026, 9, 1), stdout=told)
    with pytest.raises(CommandError, match="no day of the log is that old"):
        call_command("audit_drop", before=date(2026, 9, 1), folder=tmp_path, stdout=told)
