"""What stories about forms need and no page can do: crashes, and time that goes by."""

from datetime import datetime

from sagacity.procedures.forms import models


def crash_after_sending() -> None:
    """The case was made, and the process was killed before the form knew."""
    models.Form.objects.update(case="", sent_at=None)


def how_many() -> int:
    """How many forms there are."""
    return models.Form.objects.count()


def cases_of_forms() -> list[str]:
    """The case of each form, "" where there is none."""
    return list(models.Form.objects.order_by("id").values_list("case", flat=True))


def codes_unused() -> int:
    """How many codes still open something, as far as they were not used."""
    return models.HandOver.objects.filter(used_at=None).count()


def let_codes_run_out(*, at: datetime) -> None:
    """Ten minutes have gone by."""
    models.HandOver.objects.update(until=at)
