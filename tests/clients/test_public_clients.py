"""Client libraries that others wrote work against the broker unchanged."""

import pytest

from sagacity.broker.testing import City, HistoryPort
from tests.clients.conftest import Speak


@pytest.mark.slow
def test_a_public_ngsiv2_client_creates_queries_subscribes_and_receives(city: City, speak: Speak) -> None:
    assert "all as promised" in speak("speak_ngsiv2.py", "requirements.lock", city.url, city.tenant)


@pytest.mark.slow
def test_a_public_ngsi_ld_client_creates_queries_subscribes_and_receives(city: City, speak: Speak) -> None:
    assert "all as promised" in speak("speak_ngsild.py", "requirements-ld.lock", city.url, city.tenant)


@pytest.mark.slow
def test_a_public_client_of_quantumleap_reads_the_history_on_its_own_port(city: City, speak: Speak) -> None:
    with HistoryPort(city.running.service) as port:
        url = f"http://127.0.0.1:{port.port}"
        assert "all as promised" in speak("speak_quantumleap.py", "requirements.lock", url, city.tenant)
