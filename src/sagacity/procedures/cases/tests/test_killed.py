"""Sixty kills at random moments: nothing accepted is lost, nothing is doubled, the books and the log hold."""

import pytest

from sagacity.kit.testing.house import House
from sagacity.procedures.cases.testing import killing

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
MOMENTS, MOST = 60, 5_000


def test_nothing_accepted_is_lost_or_doubled(house: House) -> None:
    came = killing.kill_at(house, moments=MOMENTS, most=MOST, seed=20261128)

    assert sum(came["killed"].values()) >= MOMENTS - 2  # one may fall while another is being set up
    assert came["answered"] > MOMENTS // 4  # each wish is three answers, and each kill wants an answer first
    assert came["lost"] == []
    assert came["wrong"] == []
    assert {came[name] for name in ("paid", "paid_and_moved", "decided")} == {came["cases"]}
    assert came["without_gap"]
    assert came["submitted"]
    assert came["one_bill_each"]
    assert came["decided_once"]
    assert came["ledger_holds"]
    assert came["audit_broken"] == 0
