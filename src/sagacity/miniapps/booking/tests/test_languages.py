from sagacity.kit.ui.missing import missing_strings


def test_no_text_lacks_a_language() -> None:
    assert missing_strings(package="sagacity.miniapps.booking") == []
