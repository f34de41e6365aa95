"""What must be done before the first page: tables made, style sheets collected."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from sagacity.kit import clock, seals


def tables() -> None:
    """Bring the database to this edition of the program."""
    from sagacity.broker import api as broker  # its signals and
    from sagacity.identity.cards import api as cards
    from sagacity.procedures import api as procedures
    from sagacity.registry import api as registry  # these tables are known only once Django is loaded

    call_command("migrate", interactive=False, verbosity=0)
    cards.make_first_key(at=clock.now())
    seals.renew_all()  # what was sealed under a secret of before
    broker.prepare()
    registry.link_published()
    procedures.accept_pack(at=clock.now())


def files() -> bool:
    """Collect and compress style sheets and scripts, unless nothing has changed since the last time."""
    stamp = Path(settings.STATIC_ROOT) / "collected.stamp"
    now = _state_of_files()
    if stamp.exists() and stamp.read_text("utf-8") == now:
        return False
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(now, encoding="utf-8")
    return True


def _state_of_files() -> str:
    seen = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list(None), key=lambda found: found[0]):
            about = Path(storage.path(name)).stat()
            seen.update(f"{name} {about.st_size} {about.st_mtime_ns}\n".encode())
    return seen.hexdigest()
