"""People for the stories of other rooms: invented, and written into the register like anybody."""

from datetime import date, datetime

from sagacity.identity.register import inhabitants, types
from sagacity.kit import policy

HANAKO = types.Entry(
    number="1001",
    name="見本　花子",
    kana="ミホン　ハナコ",
    birth_date=date(1985, 4, 1),
    sex="female",
    address="例示県例示市本町二丁目3番5号",
    household="9001",
)


def enrolled(entry: types.Entry = HANAKO, *, at: datetime) -> types.Inhabitant:
    """Somebody who lives here from now on."""
    return inhabitants.enrol(entry=entry, by=policy.SYSTEM, at=at)
