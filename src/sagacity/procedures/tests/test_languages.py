from sagacity.kit.ui.missing import missing_strings

STAFF = ["faults.py", "lint/*.py", "comparing.py", "sentences.py", "publishing.py"]
SUB_ROOMS = ("cases/", "forms/", "guide/", "outcomes/", "surveys/", "visits/")  # each has a test of its own


def test_residents_read_everything_in_six_languages() -> None:
    found = missing_strings(package="sagacity.procedures", staff_files=STAFF)

    assert [one for one in found if not one.file.startswith(SUB_ROOMS)] == []
