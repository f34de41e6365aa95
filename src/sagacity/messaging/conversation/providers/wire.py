"""Asking a provider's server: short patience, no redirects, small answers; nothing of them is logged."""

import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from sagacity.messaging.conversation.providers.base import ProviderAway

PATIENCE = 8.0  # seconds: two people are looking at each other
MOST_READ = 256 * 1024
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def ask(
    url: str,
    *,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    patience: float = PATIENCE,
) -> tuple[int, Any]:
    """One request, with a body by POST; the status and what its JSON says.

    Raises:
        ProviderAway: no answer in time, no JSON, or the server is out of order.
    """
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise ProviderAway("only https is spoken")
    request = urllib.request.Request(url, data=body, headers=dict(headers or {}))
    proxies = {} if parts.hostname in LOOPBACK else urllib.request.getproxies()
    opener = urllib.request.build_opener(_NoRedirect, urllib.request.ProxyHandler(proxies))
    try:
        with opener.open(request, timeout=patience) as response:
            return response.status, _read(response.read(MOST_READ))
    except urllib.error.HTTPError as problem:
        if problem.code >= 500 or problem.code in {408, 429}:
            raise ProviderAway(f"answered {problem.code}") from None
        return problem.code, _read(problem.read(MOST_READ))
    except (OSError, ValueError, http.client.HTTPException) as problem:
        raise ProviderAway(type(problem).__name__) from None  # words may stand in its text


def _read(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        raise ProviderAway("answered without JSON") from None
