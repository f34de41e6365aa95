"""STUN and TURN servers that browsers are told of, by setting alone."""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

GOOD_FOR = timedelta(hours=4)


def servers(*, name: str, at: datetime) -> list[dict[str, Any]]:
    """As a browser's RTCPeerConnection takes them; TURN with a password that ends by itself.

    The password follows the TURN REST scheme: HMAC-SHA1 over `<end>:<name>` with the secret that the server
    shares. Without any server browsers reach each other directly, or not at all.
    """
    found: list[dict[str, Any]] = []
    for address in settings.REMOTE_ICE:
        if not address.startswith(("turn:", "turns:")):
            found.append({"urls": address})
        elif settings.REMOTE_TURN_SECRET:
            user = f"{int((at + GOOD_FOR).timestamp())}:{name}"
            digest = hmac.digest(settings.REMOTE_TURN_SECRET.encode(), user.encode(), hashlib.sha1)
            found.append({"urls": address, "username": user, "credential": base64.b64encode(digest).decode()})
    return found
