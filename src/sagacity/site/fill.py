"""Filling an empty house from its city pack, through the same doors that staff use."""

import logging

from sagacity.identity import api as identity
from sagacity.identity.register import api as register
from sagacity.kit import clock
from sagacity.kit.city import api as city
from sagacity.kit.policy import Person
from sagacity.messaging import api as messaging
from sagacity.miniapps.debit import demo as debit
from sagacity.miniapps.products import pack as products
from sagacity.registry import api as registry
from sagacity.registry.collection import api as collection
from sagacity.reservations.slots import api as slots
from sagacity.site import news, sample_cases, sample_tickets
from sagacity.site.bringing_in import People, bring_in
from sagacity.site.speech import complain, say

logger = logging.getLogger(__name__)
UNFINISHED = {registry.RunState.RECEIVED, registry.RunState.CHECKING, registry.RunState.APPLYING}
READER = Person(key="urn:ngsi-ld:System:pack-reader", name="市データパックの読み込み", kind="system")
APPROVER = Person(key="urn:ngsi-ld:System:pack-approver", name="市データパックの承認", kind="system")


def everything() -> list[identity.DemoStaff]:
    """Staff of the demonstration, then everything in the pack; what is there already is left alone."""
    staff = identity.make_demo_staff(at=clock.now())
    pack()
    register.make_demo_inhabitants(at=clock.now())
    _samples()
    return staff


def pack() -> None:
    """Read the files of the city pack into the registry, each edition once."""
    there = _editions_there()
    for load in city.loads():
        if (load.kind, load.edition) not in there:
            _read_or_say_why(load)
    _collection_rules()
    _themes()
    _products()
    _slots()
    say("検索に載せます", "making everything findable")
    news.deliver()


def _editions_there() -> set[tuple[str, str]]:
    """What was read at an earlier start; undone editions too, for somebody decided so."""
    found: list[registry.ImportRun] = []
    while some := registry.runs(limit=500, offset=len(found)):
        found += some
    ended = [run for run in found if run.received_by == READER.name and run.state not in UNFINISHED]
    return {(run.kind, run.edition) for run in ended}


def _read_or_say_why(load: city.Load) -> None:
    """A city with one file missing is better than no city: the rest goes on, and the log knows all."""
    try:
        _read(load)
    except Exception as problem:
        logger.exception("the pack's %s could not be read", load.path.name)
        complain(
            f"{load.path.name} を読めませんでした。ほかは続けます。",
            f"{load.path.name} could not be read ({type(problem).__name__}); the rest goes on",
        )


def _read(load: city.Load) -> None:
    say(f"{load.title['ja']}を読み込みます", f"reading {load.title.get('en', load.path.name)}")
    people = People(by=READER, approver=APPROVER)
    (report,) = bring_in([load.path], people=people, kind=load.kind, edition=load.edition, at=clock.now())
    if load.kind == report.kind and report.state == registry.RunState.APPLIED:
        registry.describe_dataset(
            kind=load.kind,
            title=load.title,
            description=load.note,
            publisher=load.publisher,
            licence=load.licence,
            attribution=load.attribution,
            update_cycle=load.update_cycle,
        )
    if report.state != registry.RunState.APPLIED:
        complain(
            f"{load.path.name} は取り込めませんでした。{report.problem}",
            f"{load.path.name} was not taken in ({report.state}); its report is on the data desk",
        )
    elif left := report.to_confirm + report.refused:
        say(f"{left}行は職員の確認を待っています", f"{left} rows wait for staff")


def _collection_rules() -> None:
    folder = city.folder() / "garbage"
    if folder.is_dir():
        say("ごみ収集の決まりを読み込みます", "reading the rules of collection")
        collection.load_pack(folder, by=READER, at=clock.now())


def _themes() -> None:
    path = city.folder() / "topics.toml"
    if new := messaging.load_topics(path, by=READER, at=clock.now()):
        say(f"トピックを{new}つ作りました", f"made {new} topics")


def _products() -> None:
    path = city.folder() / "products.toml"
    if path.exists() and (new := products.load(path, by=READER, at=clock.now())):
        say(f"特産品を{new}つ公開しました", f"{new} local products")


def _slots() -> None:
    path = city.folder() / "slots.toml"
    if new := slots.load_pack(path, by=READER, at=clock.now()):
        say(f"予約できるものを{new}つ読み込みました", f"{new} things that can be booked")


def _samples() -> None:
    """Notices for the demonstration alone: a city in service says nothing it has not written itself."""
    path, at = city.folder() / "notices" / "samples.toml", clock.now()
    if messaging.load_samples(path, by=READER, approver=APPROVER, at=at):
        say("お知らせの見本を公開します", "publishing sample notices")
        news.deliver()
    if new := debit.fill(at=at):
        say(f"口座振替の見本を{new}件作りました", f"made {new} sample mandates of direct debit")
    if new := sample_cases.fill(folder=city.folder(), by=READER, at=at):
        say(f"申請と届出の見本を{new}件作りました", f"made {new} sample applications and filings")
    if new := sample_tickets.fill(by=READER, at=at):
        say(f"窓口の受付番号の見本を{new}件入れました", f"brought in {new} sample numbers of past days")
