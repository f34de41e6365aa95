import pytest


@pytest.fixture(autouse=True)
def _saga(monkeypatch: pytest.MonkeyPatch) -> None:
    """The city with eleven life events."""
    monkeypatch.setenv("SAGACITY_CITY", "saga")
