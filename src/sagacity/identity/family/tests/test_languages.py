from sagacity.kit.ui.missing import missing_strings

STAFF = ("staff_forms.py", "views/counter.py", "views/refusals.py", "templates/family/staff/*.html")


def test_every_word_is_there_in_every_language() -> None:
    assert missing_strings(package="sagacity.identity.family", staff_files=STAFF) == []
