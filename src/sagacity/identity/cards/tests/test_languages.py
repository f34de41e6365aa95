"""Every text of the counter in both languages of staff, what residents agree to in all."""

from sagacity.kit.ui.missing import missing_strings

STAFF = ("forms.py", "ending_many.py", "views/*.py", "templates/cards/*.html")


def test_no_text_lacks_a_language() -> None:
    assert missing_strings(package="sagacity.identity.cards", staff_files=STAFF) == []
