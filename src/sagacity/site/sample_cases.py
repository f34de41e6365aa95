"""Cases of the demonstration: invented people applied some days ago, and staff have begun with some."""

import logging
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sagacity.identity import api as identity
from sagacity.identity.register import api as register
from sagacity.kit import policy
from sagacity.ledger import api as ledger
from sagacity.procedures import api as procedures
from sagacity.procedures.cases import api as cases
from sagacity.procedures.cases import sweeping

logger = logging.getLogger(__name__)
FILE = Path("cases") / "samples.toml"
CARD_SLIP = "見本"  # of the machine at the counter


@dataclass(frozen=True, slots=True)
class Sample:
    """One case: who applied for what how many days ago, and what happened on the days after."""

    key: str
    procedure: str
    person: str
    days_ago: int
    channel: str
    answers: Mapping[str, Any]
    steps: tuple[Mapping[str, str], ...]

    @property
    def resident(self) -> str:
        return f"urn:ngsi-ld:Resident:demo-case-{self.key}"


def fill(*, folder: Path, by: policy.Person, at: datetime) -> int:
    """Let everybody apply who has not yet, and staff work on it; says how many cases are new.

    A sample that does not fit the procedure of today is left out, and the log says why.
    """
    begun = [(sample, case) for sample in read(folder / FILE) if (case := _begun(sample, at))]
    for sample, case in begun:
        for number, step in enumerate(sample.steps, start=1):
            _walk(sample, case, step, number, by, at)
    return len(begun)


def read(path: Path) -> list[Sample]:
    """The samples of a pack; a pack without any has none."""
    if not path.exists():
        return []
    said = tomllib.loads(path.read_text(encoding="utf-8")).get("case", [])
    return [
        Sample(
            key=one["key"],
            procedure=one["procedure"],
            person=one["person"],
            days_ago=one["days_ago"],
            channel=one["channel"],
            answers=one.get("answers", {}),
            steps=tuple(one.get("steps", ())),
        )
        for one in said
    ]


def _begun(sample: Sample, at: datetime) -> str:
    """The key of a new case; nothing when there is one already, or none can be."""
    if cases.cases_of(applicant=sample.resident, limit=1):
        return ""
    since = at - timedelta(days=sample.days_ago)
    try:
        definition = procedures.definition(procedure=sample.procedure, at=since)
        inhabitant, known = _known(sample.person)
        answers = procedures.sample_answers(definition=definition, at=since, known=known)
        case = cases.submit(
            procedure=sample.procedure,
            answers={**answers, **sample.answers},
            by=_applicant(sample, definition),
            applicant=sample.resident,
            inhabitant=inhabitant,
            channel=sample.channel,
            client_key=f"demo:case:{sample.key}",
            at=since,
        )
        if case.bill and any(step["do"] == "pay" for step in sample.steps):
            _pay(case, at=since + timedelta(hours=1))
    except Exception:
        logger.exception("the sample case %s could not be made", sample.key)
        return ""
    return case.key


def _known(person: str) -> tuple[str, dict[str, Any]]:
    """Who of the invented people this is in the register, and what a form would fill in by itself."""
    each = next(one for one in register.demo_people() if one.name == person)
    found = register.match(name=each.name, birth_date=each.birth_date, sex=each.sex, address=each.address)
    family, _, given = each.name.partition("　")
    return found.inhabitant, {
        "card.name": {"family": family, "given": given},
        "card.birth_date": each.birth_date.isoformat(),
        "register.address": {"postcode": "", "town": each.address, "rest": "", "building": ""},
        "register.household": [found.inhabitant],
    }


def _applicant(sample: Sample, definition: procedures.Definition) -> policy.Person:
    """As somebody who has proven what is asked for, on a phone or face to face."""
    level = definition.level_at_counter if sample.channel == cases.Way.COUNTER else definition.level
    return policy.Person(sample.resident, "", "resident", level=max(level, 1))


def _pay(case: cases.Case, *, at: datetime) -> None:
    ledger.take_at_counter(
        client_key=f"demo:{case.key}", bill=case.bill, till="", by=policy.SYSTEM, at=at, reference=CARD_SLIP
    )
    sweeping.move_what_is_paid(at=at)  # the news would come by a worker, and with the time of today


def _walk(
    sample: Sample, case: str, step: Mapping[str, str], number: int, by: policy.Person, now: datetime
) -> None:
    """One step, a day after the one before; what is not possible is left out, and the log says why."""
    at = min(now, now - timedelta(days=sample.days_ago - number))
    clerk = identity.person(login=step["by"], at=now) if "by" in step else by
    try:
        if step["do"] != "pay":
            STEPS[step["do"]](sample, case, clerk, step.get("text", ""), at)
    except Exception:
        logger.exception("the sample case %s stops at step %s", sample.key, number)


def _takes(_: Sample, case: str, by: policy.Person, text: str, at: datetime) -> None:
    cases.take(case=case, by=by, at=at)


def _notes(_: Sample, case: str, by: policy.Person, text: str, at: datetime) -> None:
    cases.comment(case=case, text=text, by=by, at=at)


def _asks(_: Sample, case: str, by: policy.Person, text: str, at: datetime) -> None:
    cases.ask_for_more(case=case, text=text, by=by, at=at)


def _passes(_: Sample, case: str, by: policy.Person, text: str, at: datetime) -> None:
    cases.pass_stage(case=case, by=by, checks=_checks(case), note=text, at=at)


def _says_yes(_: Sample, case: str, by: policy.Person, text: str, at: datetime) -> None:
    cases.decide(case=case, decision=cases.Decision.YES, by=by, checks=_checks(case), reason=text, at=at)


def _says_no(_: Sample, case: str, by: policy.Person, text: str, at: datetime) -> None:
    cases.decide(case=case, decision=cases.Decision.NO, by=by, reason=text, at=at)


def _withdraws(sample: Sample, case: str, by: policy.Person, text: str, at: datetime) -> None:
    definition = procedures.definition(procedure=sample.procedure, at=at)
    cases.withdraw(case=case, by=_applicant(sample, definition), at=at)


STEPS: Mapping[str, Callable[[Sample, str, policy.Person, str, datetime], None]] = {
    "take": _takes,
    "note": _notes,
    "ask": _asks,
    "pass": _passes,
    "yes": _says_yes,
    "no": _says_no,
    "withdraw": _withdraws,
}


def _checks(case: str) -> tuple[str, ...]:
    """Everything that is to be looked at in the stage a case is in."""
    now = cases.case(key=case)
    definition = procedures.definition(procedure=now.procedure, version=now.version)
    return tuple(one.key for stage in definition.stages if stage.key == now.stage for one in stage.checks)
