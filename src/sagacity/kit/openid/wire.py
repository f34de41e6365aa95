"""Asking another house's server: short patience, no redirects, small answers; none of it is ever logged."""

import base64
import http.client
import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from sagacity.kit.openid import refusals

PATIENCE = 8.0  # seconds
MOST_READ = 256 * 1024
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    said: Any


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def get(url: str, *, bearer: str = "", patience: float = PATIENCE) -> Answer:
    """Fetch JSON.

    Raises:
        ProviderDown: no answer, none in time, or one that is no JSON.
    """
    headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
    return _ask(urllib.request.Request(url, headers=headers), patience)


def post(
    url: str, fields: dict[str, str], *, basic: tuple[str, str] | None = None, patience: float = PATIENCE
) -> Answer:
    """Send a form and read JSON; `basic`: name and secret of whoever asks (RFC 6749, section 2.3.1).

    Raises:
        ProviderDown: no answer, none in time, or one that is no JSON.
    """
    headers = {"Authorization": f"Basic {_basic(*basic)}"} if basic else {}
    return _ask(urllib.request.Request(url, data=urlencode(fields).encode(), headers=headers), patience)


def post_json(url: str, said: dict[str, Any], *, bearer: str, patience: float = PATIENCE) -> Answer:
    """Send JSON and read JSON.

    Raises:
        ProviderDown: no answer, none in time, or one that is no JSON.
    """
    headers = {"Authorization": f"Bearer {bearer}", "Content-Type": "application/json"}
    body = json.dumps(said).encode()
    return _ask(urllib.request.Request(url, data=body, headers=headers), patience)


def _ask(request: urllib.request.Request, patience: float) -> Answer:
    parts = urlsplit(request.full_url)
    if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
        raise refusals.ProviderDown("only https is spoken")
    request.add_header("Accept", "application/json")
    opener = urllib.request.build_opener(_NoRedirect, urllib.request.ProxyHandler(_proxies(parts.hostname)))
    try:
        with opener.open(request, timeout=patience) as response:
            return Answer(response.status, json.loads(response.read(MOST_READ)))
    except urllib.error.HTTPError as problem:
        return Answer(problem.code, _said(problem))
    except (OSError, ValueError, http.client.HTTPException) as problem:
        raise refusals.ProviderDown(
            type(problem).__name__
        ) from None  # an address or a body may stand in its text


def _basic(name: str, secret: str) -> str:
    return base64.b64encode(f"{quote(name, safe='')}:{quote(secret, safe='')}".encode()).decode()


def _said(problem: urllib.error.HTTPError) -> Any:
    try:
        return json.loads(problem.read(MOST_READ))
    except (OSError, ValueError):
        return {}


def _proxies(host: str | None) -> dict[str, str]:
    return {} if host in _LOOPBACK else urllib.request.getproxies()
