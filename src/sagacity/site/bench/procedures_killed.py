"""Two hundred kills while people apply, pay and decide: what is lost, what is doubled."""

import os
from collections.abc import Iterator
from pathlib import Path

from sagacity.kit.testing import house
from sagacity.site.bench import Figure, machine, sandbox

MOMENTS = int(os.environ.get("SAGACITY_BENCH_MOMENTS", "200"))
MOST = 100_000


def measure() -> Iterator[Figure]:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sagacity.site.settings")
    django.setup()
    from sagacity.procedures.cases.testing import killing

    with sandbox.house() as folder, house.built(Path(folder) / "house") as made:
        came = killing.kill_at(made, moments=MOMENTS, most=MOST, seed=MOMENTS)
    killed = ", ".join(f"{many} of the {what}" for what, many in came["killed"].items() if many)
    about = f"killed: {killed}; {came['cases']} cases, {came['answered']} answered, {machine.database()}"
    holds = ("without_gap", "submitted", "one_bill_each", "decided_once", "ledger_holds")
    doubled = sum(not came[name] for name in holds) + len(came["wrong"]) + came["audit_broken"]
    yield Figure("procedures.lost", len(came["lost"]), "", about, goal=0)
    yield Figure("procedures.doubled", doubled, "", f"{about}; books, log and rows compared", goal=0)
    unfinished = came["cases"] - min(came["paid"], came["paid_and_moved"], came["decided"])
    yield Figure("procedures.unfinished", unfinished, "", f"{about}; once everything was sent again", goal=0)
