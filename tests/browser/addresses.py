"""The main pages of the city, in the order in which somebody would come to them."""

from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.visitor import Visitor


@dataclass(frozen=True, slots=True)
class Address:
    """A page: where to begin, and which links lead to it from there."""

    name: str
    path: str
    then: tuple[str, ...] = ()
    answers: int = 200
    login: str = ""

    def opened_by(self, visitor: Visitor) -> Page:
        page = visitor.opens(self.path, answers=self.answers)
        for link in self.then:
            with page.expect_navigation():
                page.locator(link).first.click()
        return page


GARBAGE_AREA = "main .garbage-row__button"
A_PLACE = "main .sg-list a[href^='/apps/places/urn']"

RESIDENT = (
    Address("home", "/"),
    Address("home-of-somebody", "/district/?q=城内", then=("main .shell-town",)),
    Address("apps", "/apps/"),
    Address("start", "/start/garbage/"),
    Address("shelf", "/shelf/"),
    Address("search", "/search/"),
    Address("search-found", "/search/?q=公民館"),
    Address("search-not-found", "/search/?q=ふめいなことば"),
    Address("district", "/district/"),
    Address("district-found", "/district/?q=城内"),
    Address("district-not-found", "/district/?q=ふめいのまち"),
    Address("settings", "/settings/"),
    Address("about", "/about/"),
    Address("accessibility", "/accessibility/"),
    Address("offline", "/offline/"),
    Address("garbage", "/apps/garbage/areas/"),
    Address("garbage-found", "/apps/garbage/areas/?q=大財"),
    Address("garbage-not-found", "/apps/garbage/areas/?q=ふめいのまち"),
    Address("garbage-area", "/apps/garbage/areas/?q=城内", then=(GARBAGE_AREA,)),
    Address("garbage-items", "/apps/garbage/items/"),
    Address("garbage-items-found", "/apps/garbage/items/?q=フライパン"),
    Address("places", "/apps/places/"),
    Address("places-found", "/apps/places/?q=小学校"),
    Address("places-not-found", "/apps/places/?q=ふめいなことば"),
    Address("place", "/apps/places/?q=小学校", then=(A_PLACE,)),
    Address("places-saved", "/apps/places/saved/"),
    Address("nurseries", "/apps/places/nurseries/"),
    Address("catalogue", "/catalog"),
    Address("catalogue-found", "/catalog?q=避難"),
    Address("catalogue-not-found", "/catalog?q=ふめいなことば"),
    Address("dataset", "/catalog", then=(".sg-main a[href^='/dataset/']",)),
    Address("record", "/catalog", then=(".sg-main a[href^='/dataset/']", ".sg-main table a")),
    Address("nothing-here", "/apps/nothing/", answers=404),
    Address("sign-in", "/staff/sign-in/"),
)
STAFF = (
    Address("staff-home", "/staff/", login="koga"),
    Address("staff-search", "/staff/search/?q=避難所", login="koga"),
    Address("desk-data", "/desk/data/", login="koga"),
    Address("desk-upload", "/desk/data/upload/", login="koga"),
    Address("desk-history", "/desk/data/history/", login="koga"),
    Address(
        "desk-report", "/desk/data/history/", then=(".sg-main .sg-list__row, .sg-main table a",), login="koga"
    ),
    Address("desk-board", "/desk/data/board/", login="koga"),
    Address("desk-records", "/desk/data/records/", login="koga"),
    Address("desk-corrections", "/desk/data/corrections/", login="koga"),
    Address("desk-duplicates", "/desk/data/duplicates/", login="koga"),
    Address("desk-garbage", "/desk/garbage/", login="matsuo"),
    Address(
        "desk-garbage-pattern",
        "/desk/garbage/",
        then=(".sg-main table a, .sg-main .sg-list__row",),
        login="matsuo",
    ),
    Address("desk-garbage-closures", "/desk/garbage/closures/", login="matsuo"),
    Address("desk-garbage-import", "/desk/garbage/import/", login="matsuo"),
    Address("staff-account", "/staff/account/", login="koga"),
    Address("staff-people", "/staff/people/", login="kanri"),
    Address("staff-parts", "/staff/parts/", login="koga"),
)
