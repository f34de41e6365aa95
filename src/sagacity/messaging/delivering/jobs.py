"""The jobs of delivering: each may be begun again by another worker at any point."""

from sagacity.kit import clock
from sagacity.kit.jobs import api as jobs
from sagacity.messaging.delivering import sending, spread


@jobs.job(queue="notices")
def spread_notice(*, notice: str) -> None:
    """Send a published notice off to everybody it is for."""
    spread.everybody(notice=notice, at=clock.now())


@jobs.job(queue="push")
def send_push(*, batch: int) -> None:
    """Hand a batch to push services."""
    sending.send(batch=batch, at=clock.now())


@jobs.job(queue="letters")
def send_letters(*, batch: int) -> None:
    """Hand a batch to the mail server or to LINE, which take their time: push does not wait behind them."""
    sending.send(batch=batch, at=clock.now())
