import pytest

from sagacity.identity import browsers

MOZILLA = "Mozilla/5.0 "


@pytest.mark.parametrize(
    ("said", "in_words"),
    [
        (
            "(iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit Version/18.0 Mobile Safari/604.1",
            "Safari・iPhone",
        ),
        ("(Linux; Android 15; K) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36", "Chrome・Android"),
        ("(Windows NT 10.0; Win64) AppleWebKit Chrome/130.0 Safari/537.36 Edg/130.0", "Edge・Windows"),
        ("(Macintosh; Intel Mac OS X 10.15; rv:131.0) Gecko/20100101 Firefox/131.0", "Firefox・Mac"),
        ("(iPhone; CPU iPhone OS 18_0 like Mac OS X) CriOS/130.0 Mobile Safari/604.1", "Chrome・iPhone"),
    ],
)
def test_a_browser_is_called_what_people_call_it(said: str, in_words: str) -> None:
    assert browsers.named(MOZILLA + said) == in_words


def test_an_unknown_browser_keeps_its_own_words() -> None:
    assert browsers.named("curl/8.0") == "curl/8.0"
    assert browsers.named("") == ""
