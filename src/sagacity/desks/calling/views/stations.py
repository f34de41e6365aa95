"""Stations that were cut off hand in what they wrote down."""

import json
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from sagacity.desks.calling import doors
from sagacity.kit import clock, policy
from sagacity.reservations.queue import api as queue


@policy.access(doors.CALL)
@require_POST
def entries(request: HttpRequest, branch: str) -> HttpResponse:
    """Take in all of it or nothing.

    `{"sent_at": …, "entries": [{"id", "ticket", "what", "clock", "counter", "data"}]}`, as `queue.Entry`.
    """
    try:
        said = json.loads(request.body)
        merged = queue.receive(
            branch=branch,
            entries=[_entry(one, branch) for one in said["entries"]],
            sent_at=datetime.fromisoformat(said["sent_at"]),
            by=policy.person_of(request),
            at=clock.now(),
        )
    except queue.NoSuchBranch:
        return JsonResponse({"error": "no_such_branch"}, status=404)
    except (queue.BadEntry, ValueError, KeyError, TypeError, AttributeError) as problem:
        return JsonResponse({"error": "bad_entry", "why": str(problem)}, status=422)
    return JsonResponse(
        {
            "new": merged.new,
            "known": merged.known,
            "drift_seconds": merged.drift.total_seconds(),
            "conflicts": [
                {"entry": one.entry, "what": one.what, "found": one.found, "counted": one.counted}
                for one in merged.conflicts
            ],
        }
    )


def _entry(said: dict[str, Any], branch: str) -> queue.Entry:
    return queue.Entry(
        id=str(said["id"]),
        ticket=str(said["ticket"]),
        what=queue.What(said["what"]),
        clock=datetime.fromisoformat(said["clock"]),
        branch=branch,
        counter=int(said["counter"]),
        data=dict(said.get("data", {})),
    )
