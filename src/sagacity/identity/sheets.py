"""The sheet of spare codes of a member of staff."""

from datetime import datetime

from sagacity.identity import models, spare_codes, tries


def new(row: models.StaffAccount, *, at: datetime) -> tuple[str, ...]:
    """Eight codes, told now and never again; the sheet before is worth nothing."""
    row.spare_codes.all().delete()
    codes = spare_codes.new_sheet()
    models.StaffSpareCode.objects.bulk_create(
        models.StaffSpareCode(staff=row, code_hash=_hash(row, code), made_at=at) for code in codes
    )
    return codes


def use(row: models.StaffAccount, code: str) -> bool:
    """Whether it is an unused code of theirs; it is used up, even by two tries at the same moment."""
    deleted, _ = row.spare_codes.filter(code_hash=_hash(row, code)).delete()
    return deleted == 1


def left(row: models.StaffAccount) -> int:
    """How many codes are unused."""
    return row.spare_codes.count()


def drop_without_factor(row: models.StaffAccount) -> None:
    """Spare codes stand in for an app or a passkey; without either they are worth nothing."""
    if not models.SecondFactor.objects.filter(staff=row).exists() and not row.passkeys.exists():
        row.spare_codes.all().delete()


def _hash(row: models.StaffAccount, code: str) -> str:
    return tries.digest(f"staff spare|{row.key}|{spare_codes.plain(code)}")
