"""A family that moves in: what they answered at home, and what a clerk writes down, each thing once."""

from datetime import date, datetime, timedelta
from typing import Any

from sagacity.kit import clock, policy
from sagacity.procedures import api as procedures
from sagacity.procedures.api import Kind, Source
from sagacity.procedures.guide import api as guide
from sagacity.procedures.visits import api as visits

AT_HOME: dict[str, Any] = {
    "where": "japan",
    "people": [{"age": "adult"}, {"age": "infant"}],
    "cards": True,
    "foreign": False,
    "also": ["nhi", "nursery", "seal", "dog"],
    "dogs": 1,
    "dog_tag": True,
}
MOTHER = {"family": "見本", "given": "花子"}
CHILD = {"family": "見本", "given": "一郎"}
BORN = date(2025, 2, 3)


def handed_over(*, at: datetime) -> guide.Handed:
    """What a phone hands to the counter."""
    moved = (clock.day(at) - timedelta(days=3)).isoformat()
    return guide.hand_over(event="moving_in", answers={**AT_HOME, "moved_on": moved}, at=at)


def opened(
    *, by: policy.Person, at: datetime, handed: guide.HandedSet, extra: tuple[str, ...] = (), key: str = "one"
) -> visits.Visit:
    """A visit for everything of the guide's list that has a form."""
    return visits.open_visit(
        wanted=[*visits.online(handed=handed, at=at), *extra],
        visitor=visits.by_document(purpose="運転免許証で本人を確認。転入の受付のため"),
        by=by,
        client_key=key,
        at=at,
        event=handed.event,
        handed=handed.key,
    )


def fill_in(*, visit: str, at: datetime, source: Source = Source.STAFF) -> int:
    """Write from the top until nothing is missing; says how many answers were written by hand."""
    done = 0
    while True:
        sheet = visits.sheet(visit=visit, at=at)
        faulty = {fault.question for fault in sheet.checked.faults}
        asked = [one for one in sheet.composed.definition.questions() if one.key in faulty]
        if not asked or done > 200:
            return done
        answer = _good(asked[0], sheet)
        visits.write(
            visit=visit, answers={asked[0].key: answer}, seen=sheet.visit.revision, source=source, at=at
        )
        done += 1


def _moves(name: dict[str, str], kana: str, born_on: str, relation: str, *, has_card: bool) -> dict[str, Any]:
    person_kana = {"family": "ミホン", "given": kana}
    return {
        "person": name,
        "person_kana": person_kana,
        "born_on": born_on,
        "relation": relation,
        "has_card": has_card,
    }


def _good(question: procedures.Question, sheet: visits.Sheet) -> Any:
    day = date.fromisoformat(str(sheet.facts["today"]))
    known: dict[str, Any] = {
        "once__card_name": MOTHER,
        "once__card_birth_date": "1990-01-02",
        "once__profile_phone": "0952-24-3151",
        "moving_in_notice__people": [
            _moves(MOTHER, "ハナコ", "1990-01-02", "本人", has_card=True),
            _moves(CHILD, "イチロウ", BORN.isoformat(), "子", has_card=False),
        ],
        "child_allowance__children": [
            {"name": CHILD, "birth_date": BORN.isoformat(), "relation": "child", "together": True}
        ],
    }
    if question.key in known:
        return known[question.key]
    if question.kind is Kind.HOUSEHOLD:
        return [sheet.members[0].key] if sheet.members else []
    if question.kind is Kind.DATE:
        coming = (day.replace(day=1) + timedelta(days=64)).replace(day=1)
        return (coming if "from_day" in question.key else day - timedelta(days=3)).isoformat()
    if question.kind is Kind.YES_NO:
        return "size" in question.key
    if question.kind is Kind.BANK_ACCOUNT:
        return {
            "bank": "0179",
            "branch": "100",
            "kind": "ordinary",
            "number": "0000001",
            "holder": "ミホン ハナコ",
        }
    sample = procedures.sample_answers(definition=sheet.composed.definition, at=clock.now())
    return sample[question.key]
