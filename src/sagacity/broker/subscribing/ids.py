"""Numbers of NGSIv2 subscriptions: 24 lower-case hexadecimal digits, the moment first, so that they sort."""

import re
import secrets

_FORM = re.compile(r"[0-9a-f]{24}")


def new(at: int) -> str:
    """A number nobody has had; ``at`` in milliseconds."""
    return f"{at // 1000:08x}{secrets.token_hex(8)}"


def is_one(text: str) -> bool:
    """Whether a text has the form of such a number."""
    return _FORM.fullmatch(text) is not None
