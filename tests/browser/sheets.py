"""A clerk at the one sheet of the write-less counter: fills in what is empty, from the top."""

from datetime import timedelta

from playwright.sync_api import Locator, Page

from sagacity.kit import clock


def fills(page: Page, *, only: str = "") -> list[str]:
    """Answer every question that is shown and empty; says which were typed."""
    typed = []
    for question in page.locator(f"#sheet {only} .onestop-line > [data-forms-question]").all():
        if question.is_visible() and _is_empty(question):
            typed.append(question.get_attribute("data-forms-question") or "")
            _answers(page, question, typed[-1], question.get_attribute("data-forms-kind") or "")
    return typed


def _is_empty(question: Locator) -> bool:
    found: bool = question.evaluate(
        """(one) => {
          const fields = [...one.querySelectorAll("input:not([type=hidden]), select, textarea")]
            .filter((field) => !/\\.(find|era|text|kind|building|postcode)$/.test(field.name));
          const hidden = one.dataset.formsKind === "place" && one.querySelector("input[type=hidden]").value;
          return !hidden && !fields.some((field) => field.type === "radio" || field.type === "checkbox"
            ? field.checked : field.value.trim());
        }"""
    )
    return found and "（なくてもよい）" not in question.inner_text().split("\n")[0]


def _answers(page: Page, question: Locator, key: str, kind: str) -> None:
    is_child = "child" in key
    if kind == "name":
        _name(question, "見本", "一郎" if is_child else "花子")
    elif kind == "kana":
        _name(question, "ミホン", "イチロウ" if is_child else "ハナコ")
    elif kind == "date":
        _day(question, key)
    elif kind in {"choice", "yes_no"}:
        _choose(question, key)
    elif kind == "choices" or kind == "household":
        question.locator("input[type=checkbox]").first.check()
    elif kind == "consent":
        question.locator("input[type=checkbox]").check()
    elif kind == "address":
        _part(question, "town", "佐賀市大財")
        _part(question, "rest", "1番1号")
    elif kind == "bank_account":
        for name, value in (
            ("bank", "0179"),
            ("branch", "100"),
            ("number", "1234567"),
            ("holder", "ミホン ハナコ"),
        ):
            _part(question, name, value)
    elif kind == "place":
        question.locator("input.sg-input").fill("保育")
        question.locator("button").click()
        page.locator(f"[name='a.{key}.pick']").first.check()
        page.locator(f"button[value='look:{key}']").click()
        page.locator(f"[name='a.{key}']:not([value=''])").first.wait_for(state="attached")
    elif kind == "phone":
        question.locator("input").fill("0952-24-3151")
    elif kind == "number":
        question.locator("input").fill("120")
    else:
        question.locator("input, textarea").first.fill("見本")


def writes_the_family(page: Page) -> None:
    """The table of those who move: the first row is the applicant and stands there already."""
    name = "a.moving_in_notice__people"
    page.locator(f"[name='{name}.0.relation']").fill("本人")
    page.locator(f"[name='{name}.0.has_card'][value=true]").check()
    with page.expect_navigation():
        page.locator("button[value='add:moving_in_notice__people']").click()
    for part, value in (
        ("person.family", "見本"), ("person.given", "一郎"),
        ("person_kana.family", "ミホン"), ("person_kana.given", "イチロウ"),
        ("born_on.year", "2025"), ("born_on.month", "2"), ("born_on.day", "3"), ("relation", "子"),
    ):  # fmt: skip
        page.locator(f"[name='{name}.1.{part}']").fill(value)
    page.locator(f"[name='{name}.1.has_card'][value=false]").check()


def writes_the_children(page: Page) -> None:
    """Their names and birthdays stand there: they were written once, among those who move."""
    name = "a.child_allowance__children.0"
    page.locator(f"[name='{name}.relation'][value=child]").check()
    page.locator(f"[name='{name}.together'][value=true]").check()


def keeps(page: Page) -> None:
    with page.expect_navigation():
        page.locator("#sheet .onestop-bar button[value=keep]").click()


def _name(question: Locator, family: str, given: str) -> None:
    _part(question, "family", family)
    _part(question, "given", given)


def _part(question: Locator, name: str, value: str) -> None:
    question.locator(f"[name$='.{name}']").first.fill(value)


def _day(question: Locator, key: str) -> None:
    day = clock.day(clock.now()) - timedelta(days=3)
    if "from_day" in key:
        day = (day.replace(day=1) + timedelta(days=64)).replace(day=1)
    if "birth" in key or "born" in key:
        day = day.replace(year=1990, month=1, day=2)
    for part in ("year", "month", "day"):
        _part(question, part, str(getattr(day, part)))


def _choose(question: Locator, key: str) -> None:
    if question.locator("select").count():
        question.locator("select").select_option(index=1)
    elif "size" in key or "photo_id" in key:
        question.locator("[value=true]").check()
    elif question.get_attribute("data-forms-kind") == "yes_no":
        question.locator("[value=false]").check()
    else:
        question.locator("input[type=radio]:visible").first.check()
