"""Two desks that tick the same set at the same moment leave one tick, on either database."""

import json

import pytest

from sagacity.kit.testing.house import House

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
AT = "from sagacity.kit import clock, policy; from sagacity.procedures.guide import api as guide\n"
MAKE = (
    f"{AT}import datetime\n"
    "day = (clock.now() - datetime.timedelta(days=1)).date().isoformat()\n"
    "answers = {'birthday': day, 'insurance': 'nhi', 'debit': True}\n"
    "tell(guide.hand_over(event='turning_75', answers=answers, at=clock.now()).set.key)"
)
TICK = (
    "{AT}by = policy.Person('urn:ngsi-ld:Staff:{me}', '', 'staff')\n"
    "for _ in range(20):\n"
    "    guide.tick(key={key!r}, rule='elder_card', done=True, by=by, at=clock.now())\n"
)
LOOK = "{AT}tell([one.rule for one in guide.handed_set(key={key!r}, at=clock.now()).ticks])"


def test_two_clerks_who_tick_at_the_same_moment_leave_one_tick(house: House) -> None:
    key = house.run(MAKE)

    clerks = [house.start(TICK.format(AT=AT, me=me, key=key)) for me in range(2)]

    assert [one.wait(timeout=120) for one in clerks] == [0, 0]
    assert json.dumps(house.run(LOOK.format(AT=AT, key=key))) == '["elder_card"]'
