"""Hanako and her household, for the stories of family and of rooms that stand on it."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

from sagacity.identity.accounts.testing import sign_in
from sagacity.identity.family import children, companions, mandates, texts, types, words
from sagacity.identity.family import mandate_types as facts
from sagacity.identity.register.testing import HANAKO, enrolled
from sagacity.identity.testing import Actor
from sagacity.kit import clock, policy

TARO = replace(
    HANAKO, number="1002", name="見本　太郎", kana="ミホン　タロウ", birth_date=date(1983, 12, 3), sex="male"
)
SAKURA = replace(
    HANAKO, number="1003", name="見本　さくら", kana="ミホン　サクラ", birth_date=date(2018, 7, 7)
)
MAMORU = replace(HANAKO, number="1004", name="見本　守", kana="ミホン　マモル", birth_date=date(2010, 1, 2))
ICHIRO = replace(HANAKO, number="2001", name="例示　一郎", birth_date=date(1949, 1, 15), household="9002")


def signed_in(inhabitant: str, *, level: int = 3, nickname: str = "はなこ", at: datetime) -> policy.Person:
    """Somebody at a phone of their own, who has proven so much."""
    key = sign_in(Actor(), level=level, nickname=nickname, inhabitant=inhabitant, at=at)
    return policy.Person(key=key, name=nickname, kind="resident", level=level)


def words_of(purpose: str) -> str:
    """The digest of a text as a page in Japanese shows it."""
    return texts.text(purpose, language="ja").digest


def takes_in(parent: policy.Person, *, at: datetime, label: str = "さくら", which: int = 0) -> types.Member:
    """Take a child of the household into the family."""
    child = children.household_children(by=parent, at=at)[which]
    return children.add_child(child=child.ref, label=label, agreed=words_of(words.CHILD), by=parent, at=at)


def come_together(host: policy.Person, guest: policy.Person, *, at: datetime) -> types.Member:
    """Two adults become each other's family; the guest's half."""
    _, code = companions.invite(agreed=words_of(words.COMPANION), by=host, at=at)
    return companions.join(code=code, agreed=words_of(words.COMPANION), by=guest, at=at)


def household(*, at: datetime) -> dict[str, str]:
    """Hanako, Taro and their daughter Sakura live here; their keys."""
    entries = {"hanako": HANAKO, "taro": TARO, "sakura": SAKURA}
    return {name: enrolled(entry, at=at).key for name, entry in entries.items()}


def entrusts(
    giver: policy.Person,
    delegate: policy.Person,
    *acts: str,
    at: datetime,
    limits: facts.Limits | None = None,
    days: int = 30,
) -> facts.Mandate:
    """A mandate from today on, given and accepted."""
    today = clock.day(at)
    _, code = mandates.give(
        delegate_label="たろうさん",
        chosen=acts,
        starts_on=today,
        ends_on=today + timedelta(days=days),
        limits=limits,
        by=giver,
        at=at,
    )
    return mandates.accept(code=code, by=delegate, at=at)


CODE = re.compile(r"<code>([A-Z2-9]{4}(?:-[A-Z2-9]{4}){3})</code>")


class ResidentsPhone(Actor):
    """Somebody of the household at their own phone."""

    def __init__(self, inhabitant: str, *, level: int, nickname: str, at: datetime) -> None:
        super().__init__()
        self.key = sign_in(self, level=level, inhabitant=inhabitant, nickname=nickname, at=at)

    @property
    def code(self) -> str:
        assert self.answer is not None
        found = CODE.search(self.answer.content.decode())
        assert found, self.sees()
        return str(found[1])

    def takes_the_child_in(self) -> None:
        self.opens("/me/family/children/")
        assert self.answer is not None
        ref = re.search(r'name="child" value="(\w+)"', self.answer.content.decode())
        assert ref, self.sees()
        self.sends("/me/family/children/add/", child=ref[1], label="さくら", agreed=words_of("family.child"))
