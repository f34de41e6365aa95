"""Everything rooms keep of a resident is in one file, and a week after the account ended nothing is left."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.http import HttpRequest

from sagacity.checkin import models as checkin
from sagacity.identity import api as identity
from sagacity.identity import models as devices
from sagacity.identity.accounts import api as accounts
from sagacity.identity.accounts import ending, entering, models, my_data
from sagacity.identity.accounts.tests.conftest import PostOffice, post
from sagacity.identity.cards import api as cards
from sagacity.identity.cards.testing import Phone
from sagacity.identity.family import api as family
from sagacity.identity.register.testing import HANAKO, enrolled
from sagacity.identity.verification import models as verification
from sagacity.kit import clock, keeping, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.jobs import jobs
from sagacity.kit.money import yen
from sagacity.kit.signals import outbox
from sagacity.ledger import api as ledger
from sagacity.ledger.debit.testing.people import applies
from sagacity.messaging import api as messaging
from sagacity.miniapps.events import feeds
from sagacity.miniapps.looks import questions
from sagacity.miniapps.topics import reports
from sagacity.procedures.cases import api as cases
from sagacity.procedures.cases.testing import PERMIT, publish
from sagacity.procedures.forms import api as forms
from sagacity.procedures.outcomes import api as outcomes
from sagacity.procedures.visits import api as visits
from sagacity.reservations import api as reservations
from sagacity.reservations.queue import api as queue
from sagacity.reservations.remote import api as remote
from sagacity.reservations.slots import api as slots
from tests.journeys.tables import columns_naming

__all__ = ["post"]  # the mail server: a letter says that the account has ended
pytestmark = pytest.mark.django_db(transaction=True)

MAIL, NICKNAME, SUBJECT = "hanako@example.jp", "はなこの よびな", "subject-at-the-app"
CLERK = policy.Person("urn:ngsi-ld:Staff:clerk", "徳永", "staff", division="市民課")
# The log proves what was done and stays for its own years; looks are shown to whoever has the account.
STAYS = {"kit_audit"}


class Hanako:
    """A resident who uses everything there is."""

    def __init__(self, at: datetime) -> None:
        self.at, self.request = at, HttpRequest()
        identity.remember(self.request, app="garbage", name="area", value="a", at=at)
        account = entering.begin(at=at, mail=MAIL)
        entering.enter(self.request, account, how="mail", aal=1, at=at)
        models.Account.objects.filter(pk=account.pk).update(nickname=NICKNAME)
        self.inhabitant = enrolled(HANAKO, at=at).key
        accounts.raise_identity(
            resident=account.key,
            inhabitant=self.inhabitant,
            how=accounts.Proof.COUNTER,
            level=accounts.Level.CARD,
            at=at,
        )
        self.account = models.Account.objects.get(pk=account.pk)
        self.key, self.profile = self.account.key, self.account.profile

    @property
    def everything(self) -> dict[str, object]:
        here = self.account.sessions.get()
        return my_data.everything(self.request, here)

    def uses_everything(self) -> None:
        """One thing in every room that keeps something; a room that is missing here is asked for below."""
        at, me = self.at, policy.Person(self.key, NICKNAME, "resident", level=accounts.Level.CARD)
        messaging.mark(person=self.profile, kind="topic", values=["any"], language="ja", at=at)
        ledger.make_bill(
            client_key="bill", title={"ja": "見本"}, amount=yen(300), payer=self.key, by=CLERK, at=at
        )
        self.applies_for_a_permit()
        applies(me, at)
        terms = reservations.Terms(
            title="裁縫教室",
            capacity=3,
            opens_at=at - timedelta(days=1),
            closes_at=at + timedelta(days=1),
            ends_at=at + timedelta(days=2),
        )
        reservations.open_offer(subject="urn:ngsi-ld:Event:sewing", terms=terms, by=CLERK, at=at)
        reservations.book(
            subject="urn:ngsi-ld:Event:sewing",
            person=self.profile,
            client_key="once",
            contact=reservations.Contact(name="見本 花子", phone="0952-24-3151"),
            places=1,
            at=at,
        )
        desk = slots.add_resource(
            name={"ja": "1番"}, kind=slots.Kind.DESK, area="hall", calendar="city_hall", by=CLERK, at=at
        )
        half_hour = timedelta(minutes=30)
        slots.offer_service(
            service=slots.Service(
                "urn:ngsi-ld:Service:x",
                {"ja": "相談"},
                "hall",
                (desk.key,),
                half_hour,
                half_hour,
                half_hour,
                half_hour,
            ),
            by=CLERK,
            at=at,
        )
        opens = slots.free(
            service="urn:ngsi-ld:Service:x", since=clock.day(at), until=clock.day(at) + timedelta(14), at=at
        )
        slots.hold(
            service="urn:ngsi-ld:Service:x",
            begins=opens[-1].begins,
            holder=self.key,
            client_key="hold",
            at=at,
        )
        queue.issue(
            line=queue.lines()[0].key,
            channel=queue.Channel.PRINTED,
            client_key="ticket",
            by=me,
            holder=self.profile,
            at=at,
        )
        number = queue.issue(line="remote", channel=queue.Channel.PRINTED, client_key="remote", by=me, at=at)
        remote.enter(ticket=number.key, by=me, person=self.profile, at=at)
        feeds.give(device=self.profile, events=["urn:ngsi-ld:Event:sewing"], language="ja", at=at)
        reports.report(
            post="urn:ngsi-ld:Notice:x", reporter=self.profile, about="wrong", words="", language="ja", at=at
        )
        Phone().takes_a_card(me, at=at)
        cards.allow_carriage(
            resident=self.key,
            inhabitant="urn:ngsi-ld:Inhabitant:child",
            kind=cards.Kind.CHILD,
            label="たろう",
            reason="親権者",
            ends_on=None,
            by=CLERK,
            at=at,
        )
        family.invite(agreed=family.text("family.companion").digest, by=me, at=at)
        verification.Link.objects.create(
            subject=SUBJECT, resident=self.key, inhabitant=self.inhabitant, linked_at=at
        )
        checkin.Certificate.objects.create(
            number="certified",
            subject="urn:ngsi-ld:Event:sewing",
            title="裁縫教室",
            day=clock.day(at),
            person=self.inhabitant,
            resident=self.key,
            with_name=False,
            issued_at=at,
        )
        audit.record(
            actor=CLERK,
            action="register.look",
            thing=self.inhabitant,
            subject=self.inhabitant,
            purpose="住民票の交付",
            at=at,
        )
        resident = accounts.resident(self.key)
        (look,) = audit.looks_at(subjects=questions.subjects_of(resident), at=at)
        questions.ask(resident=resident, line=look.number, text="なぜですか", at=at)

    def applies_for_a_permit(self) -> None:
        """The documents stay their years; nothing in them may name the account."""
        publish(PERMIT)
        herself = policy.Person(self.key, NICKNAME, "resident", level=accounts.Level.CARD)
        case = cases.submit(
            procedure="park",
            answers={"name": {"family": "見本", "given": "花子"}, "purpose": "picnic", "people": 3},
            by=herself,
            applicant=self.key,
            inhabitant=self.inhabitant,
            channel="app",
            client_key="permit",
            at=self.at,
        )
        office = frozenset({identity.CASE_WORK, identity.CASE_DECIDE})
        clerk, chief = (
            policy.Person(f"urn:ngsi-ld:Staff:park-{who}", who, "staff", office, "緑化推進課")
            for who in ("clerk", "chief")
        )
        cases.pass_stage(case=case.key, checks=["place_is_free"], by=clerk, at=self.at)
        cases.decide(case=case.key, decision="yes", by=chief, at=self.at)
        outcomes.issue(case=case.key, by=policy.SYSTEM, at=self.at)
        forms.begin(
            procedure="park", by=herself, owner=self.key, resident=self.key, client_key="form", at=self.at
        )
        visits.open_visit(
            wanted=["park"],
            visitor=visits.Visitor("", self.key, "公園の申請の受付のため"),
            by=clerk,
            client_key="visit",
            at=self.at,
        )


@pytest.fixture
def hanako(post: PostOffice) -> Hanako:
    return Hanako(clock.now())


def test_the_file_holds_what_every_room_keeps_and_every_list_has_a_name(hanako: Hanako) -> None:
    hanako.uses_everything()

    told = hanako.everything
    rooms = told["rooms"]

    assert isinstance(rooms, dict)
    assert set(rooms) == {keeper.name for keeper in keeping.keepers()}, (
        "let Hanako use the new room in uses_everything, so that its answer and its end are tested"
    )
    for keeper in keeping.keepers():
        lists = {part for part, said in rooms[keeper.name].items() if _are_things(said)}
        assert lists <= set(keeper.parts), f"{keeper.name}: name them in keeper.toml, or nobody sees them"
    assert NICKNAME in json.dumps(told, ensure_ascii=False)
    assert "住民票の交付" in json.dumps(told, ensure_ascii=False)


def test_a_week_after_the_end_no_table_knows_the_account(hanako: Hanako, deliver: Callable[..., int]) -> None:
    hanako.uses_everything()
    deliver()
    assert {table.partition(".")[0] for table in _where(hanako)} > STAYS

    over = hanako.at + timedelta(days=7, minutes=1)
    ending.end(hanako.account, at=hanako.at)
    deliver()
    ending.erase_what_has_ended(at=over)
    deliver()
    outbox.prune(before=over + timedelta(days=40))
    jobs.prune(before=over + timedelta(days=40))

    left = [table for table in _where(hanako) if table.partition(".")[0] not in STAYS]
    assert left == [], "the room that owns the table must let go in the `forget` that it offers as a keeper"
    assert not devices.Device.objects.exists()


def _are_things(said: object) -> bool:
    return isinstance(said, list) and any(isinstance(each, dict) for each in said)


def _where(hanako: Hanako) -> list[str]:
    """Every column of every table in which something names the account, its profile or its owner."""
    return columns_naming([hanako.key, hanako.profile, MAIL, NICKNAME, SUBJECT])
