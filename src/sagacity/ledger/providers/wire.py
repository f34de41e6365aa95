"""Asking a provider's server: short patience, no redirects, small answers; nothing of them is logged."""

import http.client
import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from sagacity.ledger.providers.base import ProviderAway

PATIENCE = 8.0  # seconds
MOST_READ = 8 * 1024 * 1024  # a daily report of some 50,000 lines
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes

    @property
    def said(self) -> dict[str, Any]:
        """The JSON object in the body.

        Raises:
            ProviderAway: there is none.
        """
        try:
            said = json.loads(self.body)
        except ValueError:
            said = None
        if not isinstance(said, dict):
            raise ProviderAway(f"answered {self.status} without JSON")
        return said


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def ask(
    method: str, url: str, *, key: str, said: object = None, once: str = "", patience: float = PATIENCE
) -> Answer:
    """One request; `once` is the name under which the provider does it once.

    Raises:
        ProviderAway: no answer in time, or the server is out of order.
    """
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise ProviderAway("only https is spoken")
    body = None if said is None else json.dumps(said).encode()
    request = urllib.request.Request(url, data=body, method=method)
    for name, value in (
        ("Authorization", f"Bearer {key}"),
        ("Content-Type", "application/json"),
        ("Idempotency-Key", once),
    ):
        if value:
            request.add_header(name, value)
    proxies = {} if parts.hostname in LOOPBACK else urllib.request.getproxies()
    opener = urllib.request.build_opener(_NoRedirect, urllib.request.ProxyHandler(proxies))
    try:
        with opener.open(request, timeout=patience) as response:
            return Answer(response.status, response.read(MOST_READ))
    except urllib.error.HTTPError as problem:
        if problem.code >= 500:
            raise ProviderAway(f"answered {problem.code}") from None
        return Answer(problem.code, problem.read(MOST_READ))
    except (OSError, ValueError, http.client.HTTPException) as problem:
        raise ProviderAway(type(problem).__name__) from None  # an address may stand in its text
