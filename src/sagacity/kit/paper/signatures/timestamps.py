"""Asking a timestamp authority (RFC 3161) at what time something was there."""

import http.client
import secrets
import urllib.request
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from sagacity.kit.paper.signatures.signing import Authority, NoStamp

PATIENCE = 5.0  # seconds: a document does not wait longer
LONGEST = 100_000
GRANTED = {"granted", "granted_with_mods"}


@dataclass(frozen=True, slots=True)
class OverHttp:
    """An authority at an address."""

    address: str

    def stamp(self, digest: bytes) -> bytes:
        """The token (DER), as far as it is about this digest and this question.

        Raises:
            NoStamp: with why.
        """
        from asn1crypto import tsp

        imprint = tsp.MessageImprint({"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": digest})
        nonce = secrets.randbits(64)
        asked = tsp.TimeStampReq(
            {"version": "v1", "message_imprint": imprint, "nonce": nonce, "cert_req": True}
        ).dump()
        try:
            answer = tsp.TimeStampResp.load(self._post(asked), strict=True)
            if answer["status"]["status"].native not in GRANTED:
                raise NoStamp("the authority refuses")
            token = answer["time_stamp_token"]
            told = token["content"]["encap_content_info"]["content"].parsed
        except (OSError, ValueError, TypeError, http.client.HTTPException) as problem:
            raise NoStamp(f"{type(problem).__name__}: {problem}") from problem
        if told["message_imprint"].dump() != imprint.dump() or told["nonce"].native != nonce:
            raise NoStamp("the token is about something else")
        return bytes(token.dump())

    def _post(self, asked: bytes) -> bytes:
        request = urllib.request.Request(
            self.address, data=asked, headers={"Content-Type": "application/timestamp-query"}
        )
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return bytes(answer.read(LONGEST))


def chosen() -> Authority | None:
    """The authority that the settings name; None: documents are signed without the time of others."""
    return OverHttp(settings.TIMESTAMP_URL) if settings.TIMESTAMP_URL else None


def told_at(token: bytes) -> Any:
    """The moment that a token names."""
    from asn1crypto import cms

    return cms.ContentInfo.load(token)["content"]["encap_content_info"]["content"].parsed["gen_time"].native
