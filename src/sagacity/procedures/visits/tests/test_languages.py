from sagacity.kit.ui.missing import missing_strings


def test_the_resident_reads_everything_in_six_languages() -> None:
    assert missing_strings(package="sagacity.procedures.visits") == []
