from sagacity.kit.ui.missing import missing_strings

STAFF = (
    "staff_*.py",
    "templates/outcomes/staff/*.html",
    "cards.py",
    "revoking.py",
)


def test_every_string_is_said_in_every_language() -> None:
    assert missing_strings(package="sagacity.procedures.outcomes", staff_files=STAFF) == []
