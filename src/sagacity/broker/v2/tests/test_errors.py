import orjson
import pytest

from sagacity.broker import refusals
from sagacity.broker.door.application import MethodNotAllowed
from sagacity.broker.door.request import Request
from sagacity.broker.v2 import errors, trouble

REQUEST = Request("GET", "/", b"", {}, b"")


@pytest.mark.parametrize(
    ("refused", "status", "word"),
    [
        (refusals.NotJson("x"), 400, "ParseError"),
        (refusals.BadRequest("x"), 400, "BadRequest"),
        (trouble.no_attribute(), 404, "NotFound"),
        (refusals.Ambiguous("x"), 409, "TooManyResults"),
        (refusals.SecondLocation("x"), 413, "NoResourcesAvailable"),
        (trouble.NoneOfThem("x", "y"), 422, "Unprocessable"),
        (trouble.NotAllOfThem("x", "y"), 422, "PartialUpdate"),
        (refusals.OperandWrong("x"), 500, "InternalServerError"),
        (refusals.Refused("x"), 500, "InternalServerError"),
    ],
)
def test_a_refusal_has_its_code_and_its_word(refused: refusals.Refused, status: int, word: str) -> None:
    answer = errors.response(refused, REQUEST)
    assert answer.status == status
    assert orjson.loads(answer.body) == {"error": word, "description": str(refused)}


def test_every_kind_of_refusal_has_a_place_in_the_table() -> None:
    for kind in refusals.Refused.__subclasses__():
        if kind.__module__ == refusals.__name__:
            assert errors.said(kind("x"))[1] != "InternalServerError" or kind is refusals.OperandWrong


def test_a_wrong_method_is_told_where_the_right_ones_stand() -> None:
    answer = errors.response(MethodNotAllowed("PUT"), REQUEST)
    assert answer.status == 405
    assert b"Allow" in answer.body


def test_a_fault_of_our_own_tells_nothing_of_its_inside() -> None:
    answer = errors.response(RuntimeError("secret"), REQUEST)
    assert answer.status == 500
    assert b"secret" not in answer.body
