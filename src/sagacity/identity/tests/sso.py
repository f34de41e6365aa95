"""A browser that signs on through the demonstration's provider, and the provider as stories need it."""

from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qsl, urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, ProxyHandler, build_opener

from joserfc.jwk import RSAKey
from pytest_django import Settings

from sagacity.identity.single_sign_on.providers.demo import DemoProvider
from sagacity.identity.single_sign_on.providers.demo_people import Member
from sagacity.identity.single_sign_on.providers.demo_tokens import SigningKeys
from sagacity.identity.testing import Actor
from sagacity.kit.audit import api as audit
from sagacity.kit.openid import api as openid

ACCOUNT = "/staff/account/"
KOGA = Member("k1", "koga", "古賀 真理", "情報政策課", ("city-data",))
NEWCOMER = Member("n1", "newcomer", "新人 一郎", "広報課", ("city-notices",))


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


class Browser(Actor):
    """A browser that goes to the provider and comes back; it keeps the provider's cookies too."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.outside = build_opener(_Stay, ProxyHandler({}), HTTPCookieProcessor())

    def sets_out(self, **query: str) -> str:
        answer = self.client.get("/staff/sign-in/sso/", query)
        assert answer.status_code == 302, answer.content.decode()
        return str(answer["Location"])

    def at_the_provider(self, address: str, *, who: str = "k1", mischief: str = "") -> str:
        """Choose who it is, unless the provider knows; the address that leads back."""
        first = self._asks(address)
        if "Location" in first.headers:
            return str(first.headers["Location"])
        page = first.read().decode()
        assert 'name="request"' in page, page
        request = page.split('name="request" value="')[1].split('"')[0]
        there = address.split("?")[0].rsplit("/", 1)[0] + "/choose"
        chosen = self._asks(there, {"request": request, "who": who, "mischief": mischief})
        return str(chosen.headers["Location"])

    def comes_back(self, address: str) -> Any:
        parts = urlsplit(address)
        return self._keep(self.client.get(parts.path, dict(parse_qsl(parts.query)), follow=True))

    def signs_on(self, *, who: str = "k1", mischief: str = "", **query: str) -> Any:
        return self.comes_back(self.at_the_provider(self.sets_out(**query), who=who, mischief=mischief))

    def is_in(self) -> bool:
        return self.client.get(ACCOUNT).status_code == 200

    def _asks(self, address: str, fields: dict[str, str] | None = None) -> Any:
        try:
            return self.outside.open(address, urlencode(fields).encode() if fields else None, timeout=10)
        except HTTPError as answer:
            return answer


MakeTable = Callable[[str], None]


def connect(settings: Settings, provider: DemoProvider) -> None:
    openid.forget_keyrings()
    openid.forget_providers()
    settings.STAFF_OIDC_ISSUER = provider.issuer
    settings.STAFF_OIDC_CLIENT_ID, settings.STAFF_OIDC_SECRET = "city", "s3:cret &"


@cache
def _keys() -> RSAKey:
    """One for all stories: making it takes longer than all the rest."""
    return RSAKey.generate_key(2048, auto_kid=True)


def provider(**more: Any) -> DemoProvider:
    more["keys"] = SigningKeys([_keys()])
    return DemoProvider(members=(KOGA, NEWCOMER), client_id="city", client_secret="s3:cret &", **more)


def written(action: str) -> int:
    return sum(line.action == action for line in audit.latest())


def is_refused(browser: Browser, code: str, status: int, **how: str) -> None:
    answer = browser.signs_on(**how)
    assert answer.status_code == status
    assert f"コード {code}" in browser.sees()
    assert not browser.is_in()
    assert written(f"staff.sso_refused.{code}") == 1
