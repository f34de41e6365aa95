"""A resident makes a certificate of an event they attended; somebody else checks it, in any language."""

import struct
import uuid
import zlib
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import time_machine
from django.utils.translation import override
from pytest_django import Settings

from sagacity.checkin import api as checkin
from sagacity.identity.cards.testing import Phone, proven_resident
from sagacity.identity.register.testing import enrolled
from sagacity.identity.testing import Actor
from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.paper import api as paper
from sagacity.miniapps.attended import said
from sagacity.miniapps.attended.paper import TEMPLATE

pytestmark = pytest.mark.django_db(transaction=True)
CLERK = policy.Person("urn:ngsi-ld:Staff:mori", "森", "staff", permissions=frozenset({"checkin.event"}))
NAME = "見本 花子"  # of the register, as a page shows its wide space
LANGUAGES = ("ja", "ja-easy", "en", "zh-hans", "ko", "vi")


class Visit:
    """Hanako at the market, where her card was read."""

    def __init__(self, at: datetime, deliver: Callable[..., int]) -> None:
        self.at, self.deliver = at, deliver
        self.actor = Actor()
        self.inhabitant = enrolled(at=at).key
        hanako = proven_resident(inhabitant=self.inhabitant, at=at, actor=self.actor)
        self.key = "urn:ngsi-ld:Event:morning-market"
        self.reception = checkin.open_reception(
            subject=self.key, title="朝市", purpose=checkin.Purpose.EVENT, by=CLERK, at=at
        )
        phone = Phone()
        phone.takes_a_card(hanako, at=at)
        self.entry = str(uuid.uuid4())
        checkin.take_down(
            reception=self.reception.key,
            uuid=self.entry,
            kind=checkin.Kind.CHECK_IN,
            by=CLERK,
            at=at,
            card=phone.card.number,
        )
        checkin.check_cards(at=at)

    def makes(self, **said: str) -> checkin.Certificate:
        day = clock.day(self.at).isoformat()
        self.actor.sends(f"/apps/attended/{self.key}/certify/", day=day, **said)
        return max(self.issued(), key=lambda one: bool(one.name) == bool(said))

    def issued(self) -> list[checkin.Certificate]:
        return [one for one in checkin.certificates(resident=self._resident()) if not one.revoked_at]

    def _resident(self) -> str:
        from sagacity.identity.accounts import api as accounts

        found = accounts.resident_of_inhabitant(self.inhabitant)
        assert found is not None
        return found.key

    def is_corrected(self) -> None:
        checkin.correct(entry=self.entry, why="読みまちがい", by=CLERK, at=self.at)
        self.deliver()


@pytest.fixture
def visit(
    db: None, at: datetime, deliver: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Visit]:
    monkeypatch.setenv("SAGACITY_CITY", "example")
    with time_machine.travel(at, tick=False):
        yield Visit(at, deliver)


def test_without_an_account_the_list_leads_to_proof_and_with_a_card_it_shows_the_event(
    visit: Visit, hanako: Actor
) -> None:
    assert hanako.client.get("/apps/attended/").status_code == 302

    seen = visit.actor.sees("/apps/attended/")

    assert "朝市" in seen
    assert "参加証をつくる" in seen


def test_a_certificate_without_a_name_tells_whoever_checks_it_none(visit: Visit, hanako: Actor) -> None:
    made = visit.makes()
    assert made.printed in visit.actor.sees()
    assert NAME not in visit.actor.sees(f"/apps/attended/certificates/{made.number}/")

    seen = hanako.sees(f"/apps/attended/verify/{made.number}/")

    assert "この参加証は有効です" in seen
    assert "朝市" in seen
    assert NAME not in seen
    assert "register.read" not in [line.action for line in audit.about(thing=visit.inhabitant)]


def test_a_name_stands_on_it_only_when_it_is_ticked_and_the_look_is_in_the_log(
    visit: Visit, hanako: Actor
) -> None:
    plain, named = visit.makes(), visit.makes(with_name="1")

    assert NAME in hanako.sees(f"/apps/attended/verify/{named.number}/")
    assert NAME not in hanako.sees(f"/apps/attended/verify/{plain.number}/")
    looks = [line for line in audit.about(thing=visit.inhabitant) if line.action == "register.read"]
    assert [look.purpose for look in looks] == ["参加証に名前を入れるため"]


def test_a_corrected_check_in_ends_it_everywhere_and_hides_the_name(visit: Visit, hanako: Actor) -> None:
    made = visit.makes(with_name="1")

    visit.is_corrected()

    seen = hanako.sees(f"/apps/attended/verify/{made.number}/")
    assert "この参加証は使えません" in seen
    assert NAME not in seen
    assert "使えなくなった参加証" in visit.actor.sees("/apps/attended/")
    own = f"/apps/attended/certificates/{made.number}"
    assert "この参加証は使えなくなりました" in visit.actor.sees(f"{own}/")
    assert visit.actor.opens(f"{own}.pdf").status_code == 410


def test_nobody_else_opens_it_or_makes_one_for_an_event_they_did_not_attend(
    visit: Visit, resident_at: Callable[..., Actor]
) -> None:
    made, other = visit.makes(), resident_at(2)
    for rest in ("/", ".pdf"):
        assert other.opens(f"/apps/attended/certificates/{made.number}{rest}").status_code == 404

    answer = other.sends(f"/apps/attended/{visit.key}/certify/", day=clock.day(visit.at).isoformat())

    assert answer.status_code == 404
    assert other.sends(f"/apps/attended/{visit.key}/certify/", day="yesterday").status_code == 404


def test_a_typed_number_is_found_and_a_wrong_one_is_said(visit: Visit, hanako: Actor) -> None:
    made = visit.makes()

    assert "この参加証は有効です" in hanako.sees("/apps/attended/verify/", number=f" {made.printed.lower()} ")
    assert "この番号の参加証はありません" in hanako.sees("/apps/attended/verify/", number="ABCDE-00000-00000")
    assert hanako.opens("/apps/attended/verify/", number="--").status_code == 404


def test_each_day_on_which_somebody_checks_it_is_one_line_of_the_log(visit: Visit, hanako: Actor) -> None:
    made = visit.makes()

    for _ in range(3):
        hanako.opens(f"/apps/attended/verify/{made.number}/")

    lines = audit.about(thing=f"urn:ngsi-ld:Certificate:{made.number}")
    assert [line.action for line in lines] == ["checkin.certificate.look", "checkin.certificate"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_paper_speaks_each_language(visit: Visit, language: str) -> None:
    made = visit.makes(with_name="1")
    with override(language):
        fields = said.of(made).fields()

    assert "〈" not in "".join(fields.values())
    assert paper.pdf(template=TEMPLATE, fields=fields, at=visit.at).startswith(b"%PDF-")


def test_the_picture_on_the_paper_leads_to_the_check(visit: Visit, settings: Settings) -> None:
    import zxingcpp

    settings.PUBLIC_URL = "https://city.example.jp"
    made = visit.makes(with_name="1")
    fields = said.of(made).fields()
    grey, width = grey_of(paper.compiled(template=TEMPLATE, fields=fields, at=visit.at, to="png"))

    (code,) = zxingcpp.read_barcodes(memoryview(grey).cast("B", (len(grey) // width, width)))

    assert code.text == f"https://city.example.jp/apps/attended/verify/{made.number}/"


def grey_of(png: bytes) -> tuple[bytes, int]:
    """The points of a picture, one byte each, and how many a row has (PNG, 8 bits, RGBA, W3C 2003 §9)."""
    width, height, depth, kind = struct.unpack(">IIBB", png[16:26])
    assert (depth, kind) == (8, 6)
    data, at = b"", 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        data += png[at + 8 : at + 8 + length] if png[at + 4 : at + 8] == b"IDAT" else b""
        at += 12 + length
    lines, size = zlib.decompress(data), 4 * width
    above, grey = bytearray(size), bytearray()
    for number in range(height):
        start = number * (size + 1)
        how, row = lines[start], bytearray(lines[start + 1 : start + 1 + size])
        _unfilter(how, row, above)
        grey += row[::4]
        above = row
    return bytes(grey), width


def _unfilter(how: int, row: bytearray, above: bytearray) -> None:
    if how == 0:
        return
    for at, value in enumerate(row):
        left = row[at - 4] if at >= 4 else 0
        corner = above[at - 4] if at >= 4 else 0
        row[at] = (
            value + (0, left, above[at], (left + above[at]) // 2, _paeth(left, above[at], corner))[how]
        ) & 255


def _paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    return min((left, up, corner), key=lambda each: abs(guess - each))


def test_the_pdf_is_taken_along_and_where_none_can_be_made_the_page_is_printed(
    visit: Visit, settings: Settings, tmp_path: object
) -> None:
    made = visit.makes()
    address = f"/apps/attended/certificates/{made.number}.pdf"
    answer = visit.actor.opens(address)
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")

    settings.FONT_DIR = str(tmp_path)

    answer = visit.actor.opens(address)
    assert answer.status_code == 503
    assert "このページを印刷してください" in answer.content.decode()
