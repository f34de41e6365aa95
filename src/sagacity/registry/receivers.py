"""What the registry does about its own news: the search index follows what was published."""

from sagacity.kit.jobs import api as jobs
from sagacity.kit.search import api as search
from sagacity.registry import events, models, places, signals, types
from sagacity.registry.importing import form as forms
from sagacity.registry.publishing import jobs as publishing


@signals.edition_published.receiver
def files_lie_ready(dataset: types.DataSet) -> None:
    """Nobody who opens the page of a big data set waits until its files are written."""
    if dataset.records >= publishing.BIG:
        jobs.enqueue(
            publishing.write_files, key=f"files {dataset.slug} {dataset.modified}", slug=dataset.slug
        )


@signals.record_changed.receiver
def search_follows(changed: types.RecordsChanged) -> None:
    """Put changed places, events and towns into the search index, and take out what is gone."""
    docs = [*_places(changed), *_events(changed), *_towns(changed)]
    found = {doc.key for doc in docs}
    search.put(docs)
    search.drop([key for key in changed.subjects if key not in found])


@signals.record_changed.receiver
def broker_follows(changed: types.RecordsChanged) -> None:
    """Put changed places and events into the data-linkage platform; what is gone leaves nothing behind."""
    from sagacity.registry.linking import following  # only a process that delivers news needs the platform

    following.put(changed.subjects)


def _places(changed: types.RecordsChanged) -> list[search.Document]:
    return [
        search.Document(
            key=one.key,
            kind="place",
            title=one.name,
            text=" ".join([one.name_en, one.address.text, one.address.town, one.note, *_kind_names(one)]),
            url=f"/apps/places/{one.key}/",
            at=one.changed_at,
            kana=one.name_kana,
        )
        for one in places.places(changed.subjects)
    ]


def _kind_names(place: types.Place) -> list[str]:
    named = {facet.kind for facet in place.facets}
    return [forms.of(kind).kind.title["ja"] for kind in named if forms.known(kind)]


def _events(changed: types.RecordsChanged) -> list[search.Document]:
    rows = models.Event.objects.filter(key__in=changed.subjects).values_list("key", flat=True)
    return [
        search.Document(
            key=one.key,
            kind="event",
            title=one.name,
            text=" ".join([one.summary, one.description, one.venue, one.organiser, *one.keywords]),
            url=f"/apps/events/{one.key}/",
            at=one.changed_at,
            kana=one.name_kana,
        )
        for one in map(events.event, rows)
    ]


def _towns(changed: types.RecordsChanged) -> list[search.Document]:
    return [
        search.Document(
            key=row.key,
            kind="town",
            title=row.name,
            text=row.group,
            url=f"/apps/places/?town={row.key}",
            at=changed.at,
            kana=row.kana,
        )
        for row in models.Town.objects.filter(key__in=changed.subjects)
    ]
