"""The form that asks for what: chosen or typed, never empty, and an attempt without one is no secret."""

import pytest

from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.japanese import my_number
from sagacity.kit.ui import api as ui

pytestmark = pytest.mark.django_db
KOGA = policy.Person(key="urn:ngsi-ld:Staff:koga", name="古賀", kind="staff")
NUMBER = f"12345678901{my_number.check_digit('12345678901')}"


class LooksForm(ui.PurposeForm):
    offered = ("窓口で本人を確認",)  # type: ignore[assignment]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "4文字以上"),
        ("   ", "4文字以上"),
        ("調査", "4文字以上"),
        ("あ" * 201, "200文字"),
        (NUMBER, "個人番号"),
    ],
)
def test_without_a_purpose_nothing_goes_on_and_the_attempt_is_written_down(typed: str, said: str) -> None:
    form = LooksForm({"purpose": typed}, by=KOGA, about="urn:ngsi-ld:Inhabitant:1")

    assert not form.is_valid()
    assert said in form.errors["purpose"][0]
    (line,) = audit.latest()
    assert (line.action, line.actor, line.thing) == ("purpose.refused", KOGA.key, "urn:ngsi-ld:Inhabitant:1")
    assert NUMBER not in line.purpose


def test_a_purpose_goes_on_without_the_spaces_around_it() -> None:
    form = LooksForm({"purpose": "　住民票の交付のため "}, by=KOGA)

    assert form.is_valid()
    assert form.cleaned_data["purpose"] == "住民票の交付のため"
    assert audit.latest() == []


def test_what_was_said_lately_is_offered_before_what_the_desk_usually_says() -> None:
    audit.record(
        actor=KOGA,
        action="register.read",
        thing="x",
        at=clock.now(),
        purpose="<転出>の届け出",
        channel="desk",
    )

    drawn = str(LooksForm(by=KOGA)["purpose"])

    assert 'list="id_purpose-offered"' in drawn
    assert drawn.index("&lt;転出&gt;の届け出") < drawn.index("窓口で本人を確認")
    assert " required" in drawn
