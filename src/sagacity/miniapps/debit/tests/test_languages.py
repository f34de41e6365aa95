from sagacity.kit.ui.missing import missing_strings

STAFF = ("desk*.py", "templates/debit/desk*.html")


def test_residents_read_it_in_every_language_and_staff_in_english() -> None:
    assert missing_strings(package="sagacity.miniapps.debit", staff_files=STAFF) == []
