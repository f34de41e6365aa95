import itertools
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.kit.audit import models
from sagacity.kit.testing import audit_log
from sagacity.kit.testing.house import House

pytestmark = pytest.mark.django_db
KOGA = policy.Person(key="urn:ngsi-ld:Staff:koga", name="古賀", kind="staff")


@dataclass(frozen=True, slots=True)
class Shelter:
    name: str
    capacity: int


def three_days(at: datetime) -> None:
    for day in range(3):
        for number in range(4):
            when = at + timedelta(days=day, minutes=number)
            audit.record(actor=KOGA, action="read", thing=f"shelter {day}.{number}", at=when, purpose="当番")
        audit.seal()


def tamper(sql: str) -> None:
    """What somebody with the keys of the database could do: take the guard away first."""
    with connection.cursor() as cursor:
        for table in audit_log.TABLES:
            audit_log.without_guard(cursor, table)
        cursor.execute(sql)


def test_a_line_says_who_did_what_when_and_why(at: datetime) -> None:
    audit.record(
        actor=KOGA,
        action="correct",
        thing="shelter 1",
        at=at,
        purpose="電話で確認",
        before=Shelter("金立公民館", 100),
        after=Shelter("金立公民館", 120),
    )

    (line,) = audit.about(thing="shelter 1")
    assert (line.actor, line.actor_name, line.action, line.at) == (KOGA.key, "古賀", "correct", at)
    assert line.before != line.after
    assert len(line.before) == 64
    assert audit.latest(actor=KOGA.key) == [line]


def test_an_untouched_log_holds(at: datetime) -> None:
    three_days(at)

    assert audit.verify() == []
    assert audit.verify(day=date(2026, 9, 16)) == []
    assert audit.anchor().number == 12


def test_the_first_line_of_a_day_follows_the_last_of_the_day_before(at: datetime) -> None:
    three_days(at)

    days = [models.Seal.objects.filter(day=date(2026, 9, 15 + day)).order_by("number") for day in range(3)]
    for before, after in itertools.pairwise(days):
        assert after[0].previous == before[3].digest


@pytest.mark.parametrize(
    "change",
    [
        "actor = 'somebody else'",
        "thing = 'shelter 9'",
        "purpose = ''",
        "at = '2026-09-16 00:00:00+00:00'",
    ],
)
def test_a_changed_line_is_named(at: datetime, change: str) -> None:
    three_days(at)
    line = models.Line.objects.get(thing="shelter 1.2")

    tamper(f"UPDATE kit_audit_line SET {change} WHERE id = {line.pk}")

    (broken,) = audit.verify()
    assert (broken.line, broken.day) == (line.pk, date(2026, 9, 16))
    assert "was changed" in broken.why
    assert audit.verify(day=date(2026, 9, 16)) == [broken]
    assert audit.verify(day=date(2026, 9, 17)) == []


def test_a_line_that_was_taken_out_is_named(at: datetime) -> None:
    three_days(at)
    line = models.Line.objects.get(thing="shelter 0.1")

    tamper(f"DELETE FROM kit_audit_line WHERE id = {line.pk}")

    (broken,) = audit.verify()
    assert (broken.line, broken.why) == (line.pk, "its line was taken out")


def test_a_line_taken_out_with_its_seal_is_noticed_at_the_next(at: datetime) -> None:
    three_days(at)
    line = models.Line.objects.get(thing="shelter 0.1")

    tamper(f"DELETE FROM kit_audit_seal WHERE line = {line.pk}")
    tamper(f"DELETE FROM kit_audit_line WHERE id = {line.pk}")

    (broken,) = audit.verify()
    assert broken.number == 3
    assert "seals 2 to 2 before it were taken out" in broken.why


def test_an_end_that_was_cut_off_is_noticed(at: datetime) -> None:
    three_days(at)
    anchor = audit.anchor().digest

    tamper("DELETE FROM kit_audit_line WHERE thing LIKE 'shelter 2.%'")
    tamper("DELETE FROM kit_audit_seal WHERE number > 8")

    (broken,) = audit.verify()
    assert "the chain ends at seal 8 instead of 12" in broken.why
    assert not audit.holds_anchor(anchor)


def test_the_command_names_the_line_and_fails(at: datetime) -> None:
    three_days(at)
    line = models.Line.objects.get(thing="shelter 1.2")
    told = StringIO()
    call_command("audit_verify", anchor=audit.anchor().digest, stdout=told)
    assert "every line is as it was written" in told.getvalue()

    tamper(f"UPDATE kit_audit_line SET purpose = 'x' WHERE id = {line.pk}")

    with pytest.raises(CommandError, match="does not hold in 1 places"):
        call_command("audit_verify", stdout=told)
    assert f"2026-09-16 seal 7 line {line.pk}: its line or its seal was changed" in told.getvalue()


@pytest.mark.parametrize("table", audit_log.TABLES)
@pytest.mark.parametrize("verb", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_the_log(at: datetime, table: str, verb: str) -> None:
    three_days(at)

    with (
        pytest.raises(DatabaseError, match="the audit log is append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(verb.format(table))


def test_the_program_refuses_to_change_the_log(at: datetime) -> None:
    three_days(at)
    line = models.Line.objects.latest("id")

    with pytest.raises(models.AppendOnly):
        line.save()
    with pytest.raises(models.AppendOnly):
        line.delete()
    with pytest.raises(models.AppendOnly):
        models.Line.objects.filter(pk=line.pk).update(actor="x")
    with pytest.raises(models.AppendOnly):
        models.Line.objects.all().delete()


def test_a_line_that_was_committed_late_joins_the_day_of_the_chain(at: datetime) -> None:
    three_days(at)

    audit.record(actor=KOGA, action="read", thing="late", at=at)

    assert audit.verify() == []
    assert audit.anchor().day == date(2026, 9, 17)


@pytest.mark.django_db(transaction=True)
def test_a_story_without_rollback_leaves_an_empty_log_behind(at: datetime) -> None:
    three_days(at)

    audit_log.empty()
    if connection.vendor == "sqlite":
        assert not models.Line.objects.exists()
    three_days(at)

    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM kit_audit_line")


WRITE = """
from sagacity.kit.audit import api as audit
from sagacity.kit.clock import now
for number in range(150):
    audit.record(actor="NAME", action="read", thing=str(number), at=now())
    audit.seal(limit=7)
"""


def test_two_writers_and_two_sealers_at_once_make_one_chain(house: House) -> None:
    both = [house.start(WRITE.replace("NAME", name)) for name in ("古賀", "中村")]

    assert [process.wait(120) for process in both] == [0, 0]
    look = "from sagacity.kit.audit import api as audit; tell([len(audit.verify()), audit.anchor().number])"
    assert house.run(look) == [0, 300]
