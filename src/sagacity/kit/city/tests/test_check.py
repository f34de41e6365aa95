from datetime import date
from pathlib import Path

import pytest

from sagacity.kit.city import api as city
from sagacity.kit.city import findings

ON = date(2026, 11, 24)


def _codes(*, kinds: set[str] | None = None, roles: set[str] | None = None) -> set[str]:
    return {finding.code for finding in city.check("mihon", on=ON, kinds=kinds, roles=roles)}


def _change(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


@pytest.fixture
def whole(pack: Path) -> set[str]:
    """What is said about the invented city as it stands."""
    return _codes()


def test_a_good_pack_has_no_error(pack: Path) -> None:
    levels = {finding.level for finding in city.check("mihon", on=ON)}

    assert city.Level.ERROR not in levels
    assert city.Level.WARNING not in levels


@pytest.mark.parametrize(
    ("file", "before", "after", "expected"),
    [
        ("city.toml", '"992011"', '"992012"', "code_digit"),
        ("city.toml", '"992011"', "992011", "code_form"),
        ("city.toml", "latitude = 32.116", "latitude = 141.92", "centre_outside"),
        ("city.toml", "[32.05, 141.85, 32.20, 142.00]", "[141.85, 32.05, 142.00, 32.20]", "bounds_wrong"),
        ("city.toml", "[32.05, 141.85, 32.20, 142.00]", "[32.05]", "bounds_form"),
        ("city.toml", 'ko = "미혼시"', "", "name_missing"),
        ("city.toml", '"ko", "vi"]', '"ko", "tlh"]', "language_unknown"),
        ("city.toml", "https://mihon.example/", "http://mihon.example/", "website_open"),
        ("city.toml", '"#197a4b"', '"#ffff00"', "colour_pale"),
        ("city.toml", '"#197a4b"', '"green"', "colour_form"),
        ("city.toml", 'url = ""', 'url = "https://tiles.example/{z}/{x}/{y}.png"', "tiles_credit"),
        ("city.toml", "code =", "code", "toml_broken"),
        ("city.toml", "出典", "出どころ", "no_source_line"),
        ("registry/loads.toml", "registry/aed.csv", "registry/gone.csv", "load_file_missing"),
        ("registry/loads.toml", "registry/aed.csv", "registry/wifi.csv", "load_twice"),
        ("registry/loads.toml", "registry/aed.csv", "registry/wifi.csv", "no_source"),
        ("registry/loads.toml", 'licence = "CC0-1.0"', "", "load_field_missing"),
        ("registry/aed.csv", "32.1161,141.9203", "141.9203,32.1161", "points_outside"),
        ("registry/aed.csv", "992011,A-001", "99201,A-001", "code_differs"),
        ("registry/aed.csv", "A-001", '"A-001', "csv_broken"),
        ("holidays.csv", "2027-01-01", "2027-13-01", "holidays_broken"),
        ("staff.toml", 'login = "nakamura"', 'login = "koga"', "login_wrong"),
        ("staff.toml", '"data_clerk", ', '"data_clerk", "data_approver", ', "four_eyes"),
    ],
)
def test_a_fault_is_found(
    pack: Path, whole: set[str], file: str, before: str, after: str, expected: str
) -> None:
    _change(pack / file, before, after)

    assert expected not in whole
    assert expected in _codes()


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("city.toml", "page_missing"),
        ("registry/loads.toml", "lack_loads"),
        ("holidays.csv", "lack_holidays"),
        ("districts/towns.csv", "lack_towns"),
        ("staff.toml", "lack_staff"),
    ],
)
def test_what_is_not_there_is_named(pack: Path, whole: set[str], file: str, expected: str) -> None:
    (pack / file).unlink()

    assert expected not in whole
    assert expected in _codes()


def test_unknown_kinds_and_roles_are_named_once_the_known_ones_are_given(pack: Path) -> None:
    assert "kind_unknown" in _codes(kinds={"town"})
    assert "role_unknown" in _codes(roles={"administrator"})
    assert not {"kind_unknown", "role_unknown"} & _codes()


def test_next_years_holidays_are_asked_for_after_they_were_announced(pack: Path) -> None:
    def codes(on: date) -> set[str]:
        return {finding.code for finding in city.check("mihon", on=on)}

    assert "holidays_old" not in codes(date(2027, 2, 1))
    assert "holidays_old" in codes(date(2027, 3, 1))


def test_a_pack_that_is_not_there_names_those_that_are(pack: Path) -> None:
    (only,) = city.check("elsewhere", on=ON)

    assert only.level == city.Level.ERROR
    assert "mihon" in only.why
    assert "new-city elsewhere" in only.next


def test_a_finding_says_which_rows(pack: Path) -> None:
    _change(pack / "registry" / "aed.csv", "32.1161,141.9203", "35.6,139.7")

    (finding,) = [each for each in city.check("mihon", on=ON) if each.code == "points_outside"]

    assert "1件" in finding.what
    assert "registry/aed.csv" in finding.what
    assert "緯度" in finding.next
    assert "1 point" in finding.says("what", "en")


def test_every_finding_has_three_sentences_in_two_languages() -> None:
    for code, said in findings._sentences().items():
        assert city.Level(str(said["level"])), code
        for language in ("ja", "en"):
            assert all(said[language][part] for part in ("what", "why", "next")), code


def test_a_mini_app_judges_the_folder_only_it_understands(pack: Path) -> None:
    def look(folder: Path) -> list[city.Finding]:
        assert folder == pack
        return [city.found("children_twice", "children/vaccinations.csv", key="bcg-1")]

    findings = city.check("mihon", on=ON, lookers=[look])

    assert findings[0].what == "children/vaccinations.csv に「bcg-1」が2回あります。"
    assert findings[0].level == city.Level.ERROR
