"""Whoever holds a card reads in their list that it was read, where and what for."""

from datetime import datetime, timedelta

import pytest

from sagacity.checkin import api as checkin
from sagacity.checkin.tests.conftest import NewPhone
from sagacity.identity.cards.testing import Phone, proven_resident
from sagacity.identity.register.testing import enrolled
from sagacity.kit.audit import api as audit

pytestmark = pytest.mark.django_db


def test_a_card_that_was_read_stands_in_its_holders_list_once(
    fair: checkin.Reception, phone: NewPhone, at: datetime
) -> None:
    holder, door = Phone(), phone(fair)
    inhabitant = enrolled(at=at).key
    card = holder.takes_a_card(proven_resident(inhabitant=inhabitant, at=at), at=at)
    door.takes(card.number, at=at)
    later = at + timedelta(minutes=5)

    for _again in range(2):
        door.sends(at=later)

    (look,) = [one for one in audit.looks_at(subjects=[inhabitant], at=later) if one.group == "card"]
    assert (look.purpose, look.division, look.channel) == ("「fair」の受付", "危機管理課", "scanner")


def test_a_card_that_nobody_knows_is_in_nobodys_list(
    fair: checkin.Reception, phone: NewPhone, at: datetime
) -> None:
    door = phone(fair)
    door.takes("no-such-card", at=at)

    door.sends(at=at)

    assert "checkin.read" not in {one.action for one in audit.latest()}
