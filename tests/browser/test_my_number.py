"""A 個人番号 typed into a form is stopped on the phone; the server stops it too, and says what to do."""

import pytest
from playwright.sync_api import expect

from sagacity.kit.japanese import my_number
from tests.browser import looking
from tests.browser.conftest import Visit

SAYS = "(field) => field.validationMessage"


def _number(eleven: str) -> str:
    return f"{eleven}{my_number.check_digit(eleven)}"


@pytest.mark.parametrize(
    "typed",
    [
        "123456789018",
        "1234-5678-9018",
        "１２３４５６７８９０１８",
        "1234・5678・9018",
        "1 2 3 4 5 6 7 8 9 0 1 8",
    ],
)
def test_the_number_does_not_leave_the_phone(visit: Visit, typed: str) -> None:
    visitor = visit()
    page = visitor.opens("/search/")
    field = page.locator("main input[name=q]")
    field.fill(f"わたしの番号は{typed}")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))

    field.press("Enter")

    assert "個人番号" in field.evaluate(SAYS)
    assert sent == []
    field.fill("図書館")
    field.press("Enter")
    page.wait_for_url("**q=*")


def test_page_and_program_agree_on_check_digits(visit: Visit) -> None:
    page = visit().opens("/search/")
    field = page.locator("main input[name=q]")
    page.evaluate("addEventListener('submit', (event) => event.preventDefault())")
    for number in range(60):
        right = _number(f"{(number * 7919 + 123) ** 3 % 10**11:011d}")
        wrong = f"{right[:11]}{(int(right[11]) + 1) % 10}"
        for text, stopped in ((right, True), (wrong, False)):
            field.fill(text)
            field.press("Enter")
            assert (field.evaluate(SAYS) != "") is stopped, text


def test_the_page_of_the_server_says_what_to_do(visit: Visit) -> None:
    visitor = visit()
    visitor.expects("the server responded with a status of 422")
    page = visitor.opens("/settings/")
    page.evaluate(
        """() => {
          const form = document.createElement("form");
          form.method = "post";
          form.action = "/language/";
          const field = document.createElement("input");
          Object.assign(field, {name: "x", type: "hidden", value: "1234 5678 9018"});
          form.append(field);
          document.body.append(form);
          form.submit();
        }"""
    )
    expect(page.locator("h1")).to_have_text("個人番号は受け取れません")
    assert looking.violations(page) == []
    assert looking.sticks_out(page) == []
    looking.keep_picture(page, "my-number-phone")
