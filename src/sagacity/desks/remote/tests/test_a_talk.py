"""A clerk takes somebody, opens a form, sees what comes, hands over and ends; others may not."""

import re
import uuid
from collections.abc import Callable

import pytest

from sagacity.identity.testing import Actor, StaffActor
from sagacity.kit import clock, policy
from sagacity.procedures.forms import api as filling
from sagacity.reservations.queue import api as queue
from sagacity.reservations.remote import api as remote

DESK = "/desk/remote/"
HANAKO = policy.Person("urn:ngsi-ld:Device:hanako", "", "anonymous")


def once() -> str:
    return str(uuid.uuid4())


@pytest.fixture
def clerk(staff_with: Callable[..., StaffActor]) -> StaffActor:
    actor = staff_with("gamen", "case_clerk", "queue_clerk", name="遠藤 翠")
    actor.sends(DESK, label="リモート1番", lines=["remote"])
    return actor


@pytest.fixture
def ticket(clerk: StaffActor) -> str:
    """Hanako waits on her page."""
    number = queue.issue(
        line="remote", channel=queue.Channel.PRINTED, client_key=once(), by=HANAKO, at=clock.now()
    )
    remote.enter(ticket=number.key, by=HANAKO, person=HANAKO.key, at=clock.now())
    return number.key


@pytest.fixture
def call(clerk: StaffActor, ticket: str) -> str:
    """The address of the talk."""
    (desk,) = queue.desks(place="remote")
    assert "R001" in clerk.sees(f"{DESK}desks/{desk.key}/")
    answer = clerk.sends(f"{DESK}desks/{desk.key}/next/", once=once())
    return str(answer.redirect_chain[-1][0])  # type: ignore[attr-defined]


def key_of(call: str) -> str:
    return call.strip("/").rpartition("/")[2]


def begins(clerk: StaffActor, call: str) -> str:
    """A form is open; its key."""
    clerk.sends(f"{call}form/begin/", procedure="residence_certificate", once=once())
    return remote.call(key=key_of(call)).subject


def test_the_next_one_is_taken_and_a_form_opened_for_both(clerk: StaffActor, call: str) -> None:
    assert "R001" in clerk.sees(call)
    assert "手続をえらぶ" in clerk.sees(f"{call}form/")

    form = filling.form(key=begins(clerk, call))

    assert (form.owner, form.channel) == (HANAKO.key, "remote")
    assert "あなたのこと" in clerk.sees(f"{call}form/")
    clerk.sends(f"{call}form/", **{"a.phone": "0952-00-0000", "do": "next"})
    assert remote.call(key=key_of(call)).page == "you"  # not whole yet: it stays open
    clerk.sends(f"{call}form/turn/", page="papers")
    assert "写真を頼む" in clerk.sees(f"{call}form/")
    clerk.sends(f"{call}form/turn/", page="review")
    assert "まだ足りないところがあります" in clerk.sees(f"{call}form/")
    assert clerk.sends(f"{call}form/turn/", page="nothing").status_code == 404


def test_a_form_pressed_twice_is_one(clerk: StaffActor, call: str) -> None:
    press = once()
    for _ in range(2):
        clerk.sends(f"{call}form/begin/", procedure="residence_certificate", once=press)

    assert len(filling.open_forms(owners=[HANAKO.key], at=clock.now())) == 1


def test_the_counter_desk_receives_the_form_by_its_code(clerk: StaffActor, call: str) -> None:
    form = begins(clerk, call)
    clerk.sends(f"{call}form/turn/", page="review")

    clerk.sends(f"{call}form/take-over/")
    code = re.search(r"[A-Z2-9]{5}-[A-Z2-9]{5}", clerk.sees())

    assert code is not None
    taken = filling.resume(
        code=code[0], by=policy.Person("urn:x", "", "staff"), owner="urn:x", at=clock.now()
    )
    assert taken.key == form


def test_an_interpreter_is_invited_by_a_link(clerk: StaffActor, call: str) -> None:
    clerk.sends(f"{call}invite/")
    link = re.search(r"/apps/remote/([\w-]{43})/", clerk.answer.content.decode())  # type: ignore[union-attr]

    assert link is not None
    assert remote.seat(token=link[1]).role is remote.Role.INTERPRETER


def test_another_clerk_neither_sees_nor_ends_it(
    clerk: StaffActor, call: str, staff_with: Callable[..., StaffActor]
) -> None:
    other = staff_with("eto", "case_clerk", "queue_clerk", name="江藤 花")

    for path in ("", "form/"):
        assert other.opens(f"{call}{path}").status_code == 403
    for act in ("end/", "invite/", "sit/", "hand-over/", "aside/", "form/begin/"):
        assert other.sends(f"{call}{act}").status_code == 403
    assert other.opens(f"{DESK}calls/nothing/").status_code == 404


def test_in_another_browser_the_clerk_takes_the_seat_by_a_press(
    clerk: StaffActor, call: str, staff_with: Callable[..., StaffActor]
) -> None:
    session = clerk.client.session
    session["remote_seats"] = {}
    session.save()
    assert "ほかの画面で開いています" in clerk.sees(call)

    clerk.sends(f"{call}sit/")

    assert "R001" in clerk.sees(call)


def test_handed_over_and_taken_by_the_next_with_the_form(
    clerk: StaffActor, call: str, staff_with: Callable[..., StaffActor]
) -> None:
    form = begins(clerk, call)
    clerk.sends(f"{call}hand-over/", to="moving", once=once())
    assert "引き継ぐ列をえらんで" in clerk.sees()

    clerk.sends(f"{call}hand-over/", to="remote_insurance", note="保険のことも", once=once())
    assert "引き継ぎました" in clerk.sees()

    eto = staff_with("eto", "case_clerk", "queue_clerk", name="江藤 花")
    answer = eto.sends(DESK, label="リモート2番", lines=["remote_insurance"])
    eto.sends(f"{answer.redirect_chain[-1][0]}next/", once=once())  # type: ignore[attr-defined]
    found = remote.call(key=key_of(call))
    assert (found.subject, found.line) == (form, "remote_insurance")
    assert "住民票の写し" in eto.sees(f"{call}form/")


def test_not_there_and_ended(clerk: StaffActor, call: str, ticket: str) -> None:
    clerk.sends(f"{call}aside/", once=once())
    assert "不在にしました" in clerk.sees()
    remote.enter(ticket=ticket, by=HANAKO, at=clock.now())
    (desk,) = queue.desks(place="remote")
    clerk.sends(f"{DESK}desks/{desk.key}/next/", once=once())

    clerk.sends(f"{DESK}desks/{desk.key}/close/")
    assert "まだ人と話しています" in clerk.sees()
    press = once()
    for _ in range(2):
        clerk.sends(f"{call}end/", once=press)

    assert "話を終わりました" in clerk.sees()
    assert queue.ticket(key=ticket).state is queue.State.DONE
    assert "話は終わりました" in clerk.sees(f"{call}form/")
    clerk.sends(f"{DESK}desks/{desk.key}/close/")
    assert "窓口を閉じました" in clerk.sees()


def test_nobody_takes_people_without_the_role(hanako: Actor, staff_with: Callable[..., StaffActor]) -> None:
    assert staff_with("mado", "cashier").opens(DESK).status_code == 403
    assert "サインイン" in hanako.sees(DESK)
