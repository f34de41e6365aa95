"""Loading the topics and sample notices of a city pack, through the doors that staff use."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from sagacity.kit import policy
from sagacity.messaging import deciding, models, pack_files, topics, types, writing


@transaction.atomic
def load_topics(path: Path, *, by: policy.Person, at: datetime) -> int:
    """Make the topics of a pack that are not there yet; says how many. What staff changed stays theirs.

    Raises:
        BrokenNoticesPack: nothing was loaded; the text says what to write where.
    """
    known = set(models.Topic.objects.values_list("key", flat=True))
    fresh = [topic for topic in pack_files.topics(path) if topic.key not in known]
    for topic in fresh:
        topics.write_topic(topic=topic, by=by, at=at)
    return len(fresh)


@transaction.atomic
def load_samples(path: Path, *, by: policy.Person, approver: policy.Person, at: datetime) -> int:
    """Publish the samples of a demonstration, each once; says how many. A city in service never calls this.

    Raises:
        BrokenNoticesPack: nothing was published; the text says what to write where.
    """
    published = 0
    for sample in pack_files.samples(path, at):
        notice = writing.write(client_key=f"sample:{sample.key}", draft=sample.draft, by=by, at=at)
        if notice.state != types.NoticeState.DRAFT:
            continue  # published at an earlier start, and perhaps taken back since
        notice = deciding.submit(notice=notice.key, by=by, at=at)
        if notice.state == types.NoticeState.WAITING:
            deciding.approve(notice=notice.key, by=approver, at=at)
        published += 1
    return published
