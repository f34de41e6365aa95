"""Where forwards may go, and what of an answer is taken."""

import asyncio
from typing import Any

import pytest

from sagacity.broker.delivering.targets import Targets
from sagacity.broker.federating import wire
from sagacity.broker.federating.testing import ContextProvider
from sagacity.broker.federating.wire import ProviderFailed, Wire


def _post(url: str, *, loopback: bool = True) -> Any:
    async def ask() -> Any:
        way = Wire(Targets(loopback=loopback), timeout_s=2)
        try:
            return await way.post(url, {"a": 1}, {"X-Own": "1"})
        finally:
            await way.close()

    return asyncio.run(ask())


def test_an_allowed_provider_is_heard(provider: ContextProvider) -> None:
    provider.entities = [{"id": "x"}]
    assert _post(f"{provider.url}/op/query") == [{"id": "x"}]
    assert _post(f"{provider.url}/op/update") is None
    assert provider.asked[0][1]["x-own"] == "1"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_an_address_inside_is_not_even_called(provider: ContextProvider, host: str) -> None:
    with pytest.raises(ProviderFailed):
        _post(provider.url.replace("127.0.0.1", host), loopback=False)
    assert provider.asked == []


def test_a_redirect_is_not_followed(provider: ContextProvider) -> None:
    provider.status = 307
    provider.headers = {"Location": f"{provider.url}/op/query"}
    with pytest.raises(ProviderFailed, match="answered 307"):
        _post(f"{provider.url}/op/update")
    assert len(provider.asked) == 1


@pytest.mark.parametrize("answer", [b"{", b"[" * 5000, b"[" + b"1," * 100 + b"1]"])
def test_an_answer_that_is_malformed_or_too_large_fails(
    provider: ContextProvider, answer: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "LARGEST_ANSWER", 100)
    provider.entities = answer
    with pytest.raises(ProviderFailed):
        _post(f"{provider.url}/op/query")


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/v2", "http://nowhere.invalid/v2"])
def test_nobody_there_is_a_failure(url: str) -> None:
    with pytest.raises(ProviderFailed):
        _post(url)
