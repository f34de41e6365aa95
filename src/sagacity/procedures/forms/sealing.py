"""What was written into a form is sealed: whoever reads the database alone reads no answer."""

import json
from typing import Any

from sagacity.kit import seals
from sagacity.procedures.forms import models

_SEALER = seals.Sealer("sagacity forms")


def seal(said: dict[str, Any], *, key: str) -> bytes:
    return _SEALER.seal(json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass"), about=key)


def opened(row: models.Form) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(_SEALER.opened(bytes(row.sealed), about=row.key))
    return said


def renew() -> int:
    """Put every form under the secret of now; says how many were not."""
    done = 0
    for row in models.Form.objects.all().iterator():
        fresh = _SEALER.renewed(bytes(row.sealed), about=row.key)
        if fresh is not None:
            done += models.Form.objects.filter(pk=row.pk, revision=row.revision).update(sealed=fresh)
    return done
