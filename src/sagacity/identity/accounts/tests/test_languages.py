from sagacity.kit.ui.missing import missing_strings

STAFF = ("staff_forms.py", "views/counter.py", "templates/accounts/counter.html")


def test_every_word_is_there_in_every_language() -> None:
    assert missing_strings(package="sagacity.identity.accounts", staff_files=STAFF) == []
