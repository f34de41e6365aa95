"""City and company as processes of their own, speaking HTTP; the company goes wrong in every way it knows."""

import subprocess
import sys

import pytest

from sagacity.kit.testing.house import House
from sagacity.ledger.tests.walker import COMPANY

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
ONCE = ("bill", "payment", "paid", "refunded", "settled")


def test_whatever_goes_wrong_between_them_the_bill_is_right(house: House) -> None:
    company = subprocess.Popen([sys.executable, "-c", COMPANY], stdout=subprocess.PIPE, text=True)
    assert company.stdout is not None
    try:
        address = company.stdout.readline().strip()
        said = house.run(f"from sagacity.ledger.tests import walker\ntell(walker.walk({address!r}))")
    finally:
        company.kill()
        company.wait()
        company.stdout.close()

    def ends(*stories: str) -> set[tuple[object, ...]]:
        return {tuple(said[story][part] for part in ONCE) for story in stories}

    paid_once = ("paid", "settled", 1, 0, 1)
    assert ends("well", "first", "late", "no_return", "lost", "doubled", "reordered") == {paid_once}
    assert ends("store", "city away") == {paid_once}
    assert said["city away"]["before"] == "open"
    assert ends("declined") == {("open", "failed", 0, 0, 0)}
    assert ends("timeout") == {("open", "expired", 0, 0, 0)}
    assert ends("amount", "currency") == {("open", "questioned", 0, 0, 1)}
    assert ends("charged_back") == {("open", "charged_back", 1, 1, 1)}
    assert ends("refund") == {("refunded", "settled", 1, 1, 1)}
    assert ends("forged") == {("open", "started", 0, 0, 0)}
    assert said["forged"]["returns"] == [400, 400]
    assert said["well"]["returns"] == said["declined"]["returns"] == [302, 302]
    assert said["all"]["holds"]
    assert said["all"]["forged"] == 2  # by webhook and by return; the same again is no further line
