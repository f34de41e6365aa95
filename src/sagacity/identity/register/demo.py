"""The invented inhabitants of the demonstration, written into the register by a file of changes like any."""

import csv
import io
from datetime import date, datetime

from django.conf import settings

from sagacity.identity.register import demo_people as people
from sagacity.identity.register import models, types
from sagacity.identity.register.differential.receiving import receive_differential
from sagacity.kit import policy
from sagacity.kit.city import api as city
from sagacity.kit.japanese import eras


class OnlyInADemonstration(Exception):
    """Invented people may not stand in the register of a city in service."""


def make_demo_inhabitants(*, at: datetime) -> types.Report | None:
    """Write the invented people in, once, into an empty register only.

    Raises:
        OnlyInADemonstration: this house is no demonstration.
    """
    if not settings.DEMO:
        raise OnlyInADemonstration
    if models.Inhabitant.objects.exists():
        return None
    return receive_differential(content=_file().encode("cp932"), filename="demo.csv", by=policy.SYSTEM, at=at)


def demo_people() -> tuple[types.DemoFacts, ...]:
    """The invented people, as their cards say it."""
    return tuple(
        types.DemoFacts(
            name=each.name,
            birth_date=eras.parse(each.born).value or date.min,
            sex={"女": "female", "男": "male"}[each.sex],
            address=address_of(each),
        )
        for each in people.PEOPLE
    )


def address_of(person: people.DemoPerson) -> str:
    """Where an invented person lives: a town of the served city, at a number nobody has."""
    here = city.current()
    return here.prefecture + here.name["ja"] + person.street.format(town=_a_town())


def _a_town() -> str:
    path = city.towns_file()
    if path is None:
        return "見本町"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return next((str(row["町字"]) for row in csv.DictReader(file) if row.get("町字")), "見本町")


HEADINGS = "連番,異動区分,宛名番号,氏名,氏名カナ,生年月日,性別,住所,世帯番号,支援措置"


def _file() -> str:
    out = io.StringIO()
    write = csv.writer(out)
    write.writerow(HEADINGS.split(","))
    for sequence, person in enumerate(people.PEOPLE, start=1):
        who = (person.number, person.name, person.kana, person.born, person.sex)
        write.writerow([sequence, "新規", *who, address_of(person), person.household, int(person.support)])
    return out.getvalue()
