"""A telephone with an app that shows codes; its owner set the second factor up some minutes ago."""

from datetime import timedelta

import pyotp

from sagacity.identity import models, second_factors
from sagacity.kit import clock

STEP = second_factors.STEP_SECONDS


class Phone:
    """Shows the code of any step, counted from the moment the story begins."""

    def __init__(self, secret: str) -> None:
        self.app = pyotp.TOTP(secret)
        self.begun = int(clock.now().timestamp()) // STEP

    def shows(self, step: int = 0) -> str:
        return self.app.generate_otp(self.begun + step)


def set_up(login: str) -> tuple[Phone, tuple[str, ...]]:
    """A member of staff with a telephone and a sheet of spare codes."""
    row = models.StaffAccount.objects.get(login=login)
    secret, at = second_factors.new_secret(), clock.now() - timedelta(minutes=10)
    codes = second_factors.enrol(row, secret=secret, code=pyotp.TOTP(secret).at(at), at=at)
    return Phone(secret), codes
