"""Cases of the running city, made in its own database by its own verbs: somebody moves within the city."""

from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser.city import RunningCity
from tests.browser.residents import made
from tests.browser.visitor import PATIENCE

MAKE = """
import io, json, sys, django
django.setup()
from dataclasses import replace
from datetime import date, timedelta
from PIL import Image, ImageDraw
from sagacity.identity.cards.testing import proven_resident
from sagacity.identity.register import api as register
from sagacity.identity.register.testing import enrolled
from sagacity.kit import clock
from sagacity.kit.uploads import api as uploads
from sagacity.procedures.cases import api as cases
at, first, many, said = clock.now(), int(sys.argv[1]), int(sys.argv[2]), []
here = {"postcode": "840-0811", "town": "佐賀市大財", "rest": "1番1号", "building": ""}
there = {"postcode": "840-0054", "town": "佐賀市水ヶ江", "rest": "2番2号", "building": "みほん荘 3号室"}
for number in map(str, range(first, first + many)):
    entry = register.Entry(
        number=number, name="見本　花子", birth_date=date(1990, 1, 2), address="佐賀市大財1番1号"
    )
    key = enrolled(entry, at=at).key
    person = replace(proven_resident(inhabitant=key, at=at), level=4)
    case = cases.submit(
        procedure="moving_within",
        answers={
            "moved_on": (clock.day(at) - timedelta(days=3)).isoformat(),
            "new_address": there,
            "joins": False,
            "members": [key],
            "name": {"family": "見本", "given": "花子"},
            "kana": {"family": "ミホン", "given": "ハナコ"},
            "birth_date": "1990-01-02",
            "address": here,
            "phone": "0952-24-3151",
            "counter": "hall",
            "visit_on": (clock.day(at) + timedelta(days=5)).isoformat(),
            "also": [],
        },
        sources={"name": "card", "birth_date": "card", "address": "register"},
        by=person,
        applicant=person.key,
        inhabitant=key,
        channel="app",
        client_key=f"browser-{number}",
        at=at,
    )
    said.append({"key": case.key, "number": case.number, "applicant": person.key})
print(json.dumps(said))
"""
PURPOSE = "転居届の審査のため"


@dataclass(frozen=True, slots=True)
class Made:
    """A case that waits for staff."""

    key: str
    number: str
    applicant: str

    @property
    def path(self) -> str:
        return f"/desk/counter/{self.key}/"


def cases(city: RunningCity, *, first: int, many: int = 1) -> list[Made]:
    """Cases of people numbered from `first` on."""
    return [Made(**one) for one in made(city, MAKE, str(first), str(many))]


def opens(page: Page, case: Made) -> None:
    """Open a case, saying for what where it is asked."""
    page.goto(case.path)
    if page.locator("form[action$='/open/']").count():
        page.locator("[name=purpose]").fill(PURPOSE)
        page.get_by_role("button", name="開く", exact=True).click()
    expect(page.locator("h1")).to_contain_text(case.number, timeout=PATIENCE)
    expect(page.get_by_role("heading", name="答え", exact=True)).to_be_visible()
