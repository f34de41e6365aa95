from sagacity.kit.ui.missing import missing_strings


def test_the_desk_reads_in_japanese_and_english() -> None:
    assert missing_strings(package="sagacity.desks.reform", staff_only=True) == []
