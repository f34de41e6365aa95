from sagacity.kit.ui.missing import missing_strings


def test_what_the_guide_says_is_said_in_every_language() -> None:
    assert missing_strings(package="sagacity.procedures.guide", staff_files=["linting.py"]) == []
