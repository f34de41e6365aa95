"""What cases do by the clock: find what nobody moves, and let go of what has been kept long enough."""

from datetime import datetime

from sagacity.kit import clock
from sagacity.kit.scheduler import api as scheduler
from sagacity.procedures.cases import handing_over, purging, sweeping


@scheduler.every(minutes=10)
def move_what_is_stuck(at: datetime) -> None:
    """Cases that were paid although no news of it came, and those nobody paid for in time."""
    now = clock.now()  # the turn may run late
    sweeping.move_what_is_paid(at=now)
    sweeping.let_unpaid_lapse(at=now)
    handing_over.forget_old(at=now)


@scheduler.daily(at="08:40")
def remind_and_note(at: datetime) -> None:
    """Remind residents of fees and questions, and tell staff what is late or silent; close what is over."""
    now = clock.now()
    sweeping.remind_of_money(at=now)
    sweeping.remind_of_questions(at=now)
    sweeping.note_silence(at=now)
    sweeping.note_what_is_late(at=now)
    sweeping.close_what_was_decided(at=now)


@scheduler.daily(at="03:20")
def purge_old_cases(at: datetime) -> None:
    """Take everything of a person off cases whose years are over."""
    purging.purge(at=clock.now())
