"""Every text of the app in every language."""

from sagacity.kit.ui.missing import missing_strings


def test_no_text_lacks_a_language() -> None:
    staff = ("desk*.py", "templates/surveys/desk*.html")

    assert missing_strings(package="sagacity.miniapps.surveys", staff_files=staff) == []
