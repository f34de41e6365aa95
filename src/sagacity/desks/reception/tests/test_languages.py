from sagacity.kit.ui.missing import missing_strings


def test_no_text_of_the_desk_lacks_english() -> None:
    assert missing_strings(package="sagacity.desks.reception", staff_only=True) == []
