"""Where sessions of staff lie: under a hash of their number, so that the table opens no door."""

import hashlib
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as InDatabase
from django.contrib.sessions.models import Session
from django.utils import timezone


class SessionStore(InDatabase):
    """Django's own table; only the browser knows the number. For pages, which go through WSGI."""

    def _get_session_from_db(self) -> Session | None:
        found = Session.objects.filter(
            session_key=number(self.session_key), expire_date__gt=timezone.now()
        ).first()
        if found is None:
            self._session_key = None
        return found

    def exists(self, session_key: str) -> bool:
        return bool(super().exists(number(session_key)))

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = super().create_model_instance(data)
        row.session_key = number(row.session_key)
        return row  # type: ignore[return-value]

    def delete(self, session_key: str | None = None) -> None:
        gone = session_key or self.session_key
        if gone:
            Session.objects.filter(session_key=number(gone)).delete()


def number(session_key: str | None) -> str:
    """What the tables call a session: 160 bits of the hash of a number that is random already."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:40] if session_key else ""
