"""Files of the city pack become published versions: from then on they never change."""

import hashlib
from datetime import datetime

from django.db import transaction

from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.procedures import models, pack_texts
from sagacity.procedures.faults import BrokenDefinition
from sagacity.procedures.reading import read


@transaction.atomic
def accept_pack(*, at: datetime) -> int:
    """Publish what is new in the city pack; says how many. A published version keeps its text."""
    known = set(models.Published.objects.values_list("procedure", "version"))
    accepted = 0
    for path in pack_texts.files():
        try:
            text = path.read_text(encoding="utf-8")
            found = read(text=text)
        except (BrokenDefinition, UnicodeDecodeError):
            continue  # check-city says why
        if (found.key, found.version) in known:
            continue
        models.Published.objects.create(
            procedure=found.key,
            version=found.version,
            text=text,
            digest=digest_of(text),
            since=found.since,
            until=found.until,
            from_pack=True,
            published_by=policy.SYSTEM.key,
            published_at=at,
        )
        audit.record(
            actor=policy.SYSTEM,
            action="procedure.accepted",
            thing=found.urn,
            at=at,
            after={"version": found.version, "digest": digest_of(text)},
        )
        accepted += 1
    return accepted


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
