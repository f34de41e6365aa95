import io

import pytest
from django.core.management import CommandError, call_command

from sagacity.broker import api as broker
from sagacity.broker.here import here


def told(**options: bool) -> str:
    out = io.StringIO()
    call_command("broker_tally", stdout=out, **options)
    return out.getvalue()


def test_wrong_counts_are_named_and_set_right(platform: str) -> None:
    thing = broker.Thing("g1", "Gauge", {"level": broker.Value(1, "Number")})
    broker.put_things(tenant="", path="/rivers", about={"": [thing]})
    assert "every count is right" in told()

    here().do_now(lambda session: session.execute("UPDATE broker_tally SET n = 5 WHERE attr = 'level'"))

    with pytest.raises(CommandError, match="1 counts are wrong"):
        told()
    assert "/rivers Gauge.level: counted 5, there are 1" in told(mend=True)
    assert "every count is right" in told()
