"""A yes becomes a document: once, numbered, signed, as the name is written; or a task."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.procedures.cases import api as cases
from sagacity.procedures.outcomes import api as outcomes
from sagacity.procedures.outcomes import closing, issuing, models
from sagacity.procedures.outcomes.tests.conftest import CHIEF, CLERK, HANAKO, STRANGER, TARO, Office

Deliver = Callable[..., int]


def test_a_yes_becomes_a_signed_document_in_the_worker(office: Office, deliver: Deliver) -> None:
    case = office.said_yes()
    assert outcomes.documents_of(case=case.key) == []

    deliver()

    (document,) = outcomes.documents_of(case=case.key)
    pdf = outcomes.pdf(document=document.key, by=HANAKO, at=office.at)
    assert pdf.startswith(b"%PDF-")
    assert outcomes.verify_file(pdf=pdf).standing is outcomes.Standing.VALID
    assert outcomes.documents_for(applicant=HANAKO.key) == [document]


def test_a_document_is_made_once_however_often_it_is_asked_for(office: Office, deliver: Deliver) -> None:
    case = office.said_yes()
    deliver()
    deliver()

    again = outcomes.issue(case=case.key, by=policy.SYSTEM, at=office.later())

    assert outcomes.documents_of(case=case.key) == [again]
    assert models.Counter.objects.get().last == 1


def test_a_no_becomes_nothing(office: Office, deliver: Deliver) -> None:
    case = office.applied()
    cases.decide(case=case.key, decision="no", reason="対象ではありません", by=CHIEF, at=office.later())

    deliver()

    assert outcomes.documents_of(case=case.key) == []
    with pytest.raises(outcomes.NothingComesOut):
        outcomes.issue(case=case.key, by=policy.SYSTEM, at=office.later())


def test_numbers_of_a_register_have_no_gap(office: Office) -> None:
    missing = office.said_yes(name={"family": "\U0003fffd", "given": "子"})
    numbers = []
    for _ in range(3):
        with pytest.raises(outcomes.CharactersLacking):
            outcomes.issue(case=missing.key, by=policy.SYSTEM, at=office.later())
        numbers.append(outcomes.issue(case=office.said_yes().key, by=policy.SYSTEM, at=office.later()).number)

    assert [number.rsplit("-", 1)[0] for number in numbers] == [f"R8-RESIDENCE-00000{n}" for n in (1, 2, 3)]


@pytest.mark.parametrize("family", ["𠮷田", "髙橋", "葛\U000e0100城", "渡邉"])
def test_a_name_is_printed_as_it_is_written(office: Office, family: str) -> None:
    case = office.said_yes(name={"family": family, "given": "子"})

    assert outcomes.lacking(case=case.key) == []
    assert outcomes.issue(case=case.key, by=policy.SYSTEM, at=office.later()).number


@pytest.mark.parametrize(
    ("family", "shown"),
    [("\U0003fffd田", "U+3FFFD"), ("葛\U000e01ef城", "葛\U000e01ef（U+845B U+E01EF）")],
)
def test_a_character_the_font_lacks_becomes_a_task_with_the_character_shown(
    office: Office, deliver: Deliver, family: str, shown: str
) -> None:
    case = office.said_yes(name={"family": family, "given": "子"})
    assert [sign for sign in outcomes.lacking(case=case.key) if shown in sign]

    deliver()

    (trouble,) = outcomes.open_troubles(by=CLERK)
    assert (trouble.case, trouble.kind) == (case.key, "characters")
    assert any(shown in sign for sign in trouble.characters)
    assert outcomes.documents_of(case=case.key) == []
    assert outcomes.open_troubles(by=STRANGER) == []


def test_a_task_is_solved_once_the_document_can_be_made(office: Office, deliver: Deliver) -> None:
    case = office.said_yes()
    models.Trouble.objects.create(
        case=case.key, case_number=case.number, kind="no_paper", began_at=office.at, tried_at=office.at
    )

    deliver()

    assert outcomes.trouble_of(case=case.key) is None
    assert len(outcomes.documents_of(case=case.key)) == 1


def test_a_document_is_valid_for_its_months(office: Office) -> None:
    document = outcomes.issue(case=office.said_yes().key, by=policy.SYSTEM, at=office.at)

    assert document.valid_until == date(2026, 12, 14)  # three months from the 15th of September


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 1), 12, date(2027, 11, 30)),
    ],
)
def test_months_end_as_the_civil_code_counts(day: date, months: int, last: date) -> None:
    assert issuing.last_day(day, months) == last


def test_a_page_in_another_language_can_stand_behind_the_japanese_one(office: Office) -> None:
    case = office.said_yes()

    plain = outcomes.preview(case=case.key, at=office.at)
    both = outcomes.preview(case=case.key, at=office.at, language="en")

    assert plain.count(b"/Type/Page/") + 1 == both.count(b"/Type/Page/")


def test_a_resident_opens_their_own_and_nobody_elses(office: Office) -> None:
    document = outcomes.issue(case=office.said_yes().key, by=policy.SYSTEM, at=office.at)

    with pytest.raises(outcomes.NoSuchDocument):
        outcomes.pdf(document=document.key, by=TARO, at=office.at)
    with pytest.raises(outcomes.NotAllowed):
        outcomes.pdf(document=document.key, by=STRANGER, at=office.at, purpose="見てみたい")


def test_staff_open_a_document_with_a_purpose_that_its_owner_reads(office: Office) -> None:
    document = outcomes.issue(case=office.said_yes().key, by=policy.SYSTEM, at=office.at)

    outcomes.pdf(document=document.key, by=CLERK, at=office.at, purpose="窓口での問い合わせ")

    (look,) = audit.looks_at(subjects=[HANAKO.key], at=office.at)
    assert look.purpose == "窓口での問い合わせ"


def test_a_print_is_counted_once_a_click(office: Office) -> None:
    document = outcomes.issue(case=office.said_yes(delivery="counter").key, by=policy.SYSTEM, at=office.at)
    assert outcomes.register_entries(by=CLERK, waiting="counter").total == 1

    for click in ("one", "one", "two"):
        outcomes.print_one(document=document.key, by=CLERK, at=office.later(), client_key=click)

    assert outcomes.document(key=document.key).prints == 2
    assert outcomes.register_entries(by=CLERK, waiting="counter").total == 0


def test_what_goes_by_post_waits_on_a_list(office: Office) -> None:
    document = outcomes.issue(case=office.said_yes(delivery="post").key, by=policy.SYSTEM, at=office.at)
    assert outcomes.register_entries(by=CLERK, waiting="post").rows[0].key == document.key

    assert outcomes.posted(documents=[document.key], by=CLERK, at=office.later()) == 1
    assert outcomes.posted(documents=[document.key], by=CLERK, at=office.later()) == 0
    assert outcomes.register_entries(by=CLERK, waiting="post").total == 0


def test_what_was_submitted_can_be_had_as_a_pdf(office: Office) -> None:
    case = office.applied()

    assert outcomes.application_copy(case=case.key, by=HANAKO, at=office.at).startswith(b"%PDF-")
    assert outcomes.application_copy(case=case.key, by=HANAKO, at=office.at, language="en").startswith(
        b"%PDF-"
    )


def test_a_case_closes_thirty_days_after_its_document_was_handed_over(office: Office) -> None:
    sent, fetched = office.said_yes(), office.said_yes(delivery="counter")
    for case in (sent, fetched):
        outcomes.issue(case=case.key, by=policy.SYSTEM, at=office.at)

    assert closing.close_what_was_handed(at=office.later(days=29)) == 0
    assert closing.close_what_was_handed(at=office.later(days=1)) == 1
    assert cases.case(key=sent.key).state is cases.State.CLOSED
    assert cases.case(key=fetched.key).state is cases.State.DECIDED_YES
    assert closing.close_what_was_handed(at=office.later(days=1)) == 0


def test_the_bytes_go_when_their_years_are_over_and_the_register_stays(office: Office) -> None:
    from sagacity.procedures.outcomes import purging

    document = outcomes.issue(case=office.said_yes().key, by=policy.SYSTEM, at=office.at)

    assert purging.purge(at=datetime(2030, 3, 31, 3, tzinfo=office.at.tzinfo)) == 0
    assert purging.purge(at=datetime(2030, 4, 1, 3, tzinfo=office.at.tzinfo)) == 1

    assert outcomes.documents_for(applicant=HANAKO.key) == []
    assert outcomes.document(key=document.key).is_purged
    with pytest.raises(outcomes.NotNow):
        outcomes.pdf(document=document.key, by=CLERK, at=office.at, purpose="確認のため")
