"""The shared vectors: each good text is accepted, each bad one refused for its own reason."""

import json
from typing import Any

import pytest

from sagacity.identity.cards.tests import vectors
from sagacity.identity.cards.tokens import reading, refusals, signing, status
from sagacity.identity.cards.tokens.seen import Seen

FILE: dict[str, Any] = json.loads(vectors.FILE.read_text("utf-8"))
CASES = [pytest.param(case, id=case["name"]) for case in FILE["cases"]]


def reader() -> reading.Reader:
    keys = {
        signing.unpadded(key["kid"]): signing.public_of(
            signing.unpadded(key["x"]), signing.unpadded(key["y"])
        )
        for key in FILE["keys"]
    }
    ended = frozenset(signing.unpadded(short) for short in FILE["ended"])
    listed = status.Listed(issuer=FILE["issuer"], made=0, ended=ended)
    return reading.Reader(issuer=FILE["issuer"], keys=keys, ended=listed)


@pytest.mark.parametrize("case", CASES)
def test_a_text_is_accepted_or_refused_for_its_reason(case: dict[str, Any]) -> None:
    seen = Seen()
    if case["again"]:
        reader().read(case["text"], at=case["at"], seen=seen)

    try:
        reader().read(case["text"], at=case["at"], seen=seen)
        said = ""
    except refusals.CardRefused as refusal:
        said = refusal.reason

    assert said == case["reason"]


def test_every_reason_has_a_vector() -> None:
    assert {case["reason"] for case in FILE["cases"]} == {"", *(one.reason for one in refusals.ALL)}


def test_the_file_tells_the_cases_of_the_script() -> None:
    told = [(case["name"], case["reason"], case["at"], case["again"]) for case in FILE["cases"]]
    meant = [(case.name, case.reason, case.at, case.again) for case in vectors.cases()]

    assert told == meant, "run python -m sagacity.identity.cards.tests.vectors"
