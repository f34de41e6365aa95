from django.db import models
from django.db.models import F, Q

from sagacity.messaging.types import Loudness, NoticeState, Origin


class Notice(models.Model):
    """Something the city says: to whom, when, how loudly; a draft until it is approved."""

    key = models.CharField(max_length=80, unique=True)
    # Whoever asks twice for the same sending gets the first notice back.
    client_key = models.CharField(max_length=160, unique=True)
    origin = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Origin])
    app = models.CharField(max_length=60, blank=True)  # the mini-app a reminder or post comes from
    topic = models.CharField(max_length=60, blank=True)
    state = models.CharField(
        max_length=12, choices=[(one.value, one.value) for one in NoticeState], default=NoticeState.DRAFT
    )
    loudness = models.CharField(
        max_length=8, choices=[(one.value, one.value) for one in Loudness], default=Loudness.QUIET
    )
    title = models.JSONField(default=dict)  # by language
    body = models.JSONField(default=dict)
    url = models.CharField(max_length=300, blank=True)  # a page of this city, from "/"
    attachments = models.JSONField(default=list)  # keys of places and events of the registry
    audience = models.JSONField(default=dict)
    channels = models.JSONField(default=list)  # allowed beside the inbox; empty = all
    publish_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    useful_until = models.DateTimeField(null=True)  # who has not received it before goes to the next channel
    written_by = models.CharField(max_length=120)
    written_by_name = models.CharField(max_length=80)
    division = models.CharField(max_length=80, blank=True)
    approved_by = models.CharField(max_length=120, blank=True)
    approved_by_name = models.CharField(max_length=80, blank=True)
    refused_why = models.CharField(max_length=400, blank=True)
    recalled_why = models.CharField(max_length=400, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    # Everybody who wrote, changed or submitted it: none of them can be the second person.
    hands = models.JSONField(default=list)
    approved_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    recalled_at = models.DateTimeField(null=True)
    folded = models.TextField(blank=True)  # its words in all languages, as search compares them
    open_to_all = models.BooleanField(default=False)  # anybody may read it in the archive
    everywhere = models.BooleanField(default=True)  # it names no part of the city
    spread_to = models.BigIntegerField(default=0)  # the last person written to: where a new worker goes on
    spread_at = models.DateTimeField(null=True)  # when everybody had been written to

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("publish_at")), name="notice_expires_after_it_is_published"
            ),
            models.CheckConstraint(
                condition=Q(approved_by="") | ~Q(approved_by=F("written_by")), name="a_second_person_agrees"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "publish_at"], name="notice_by_state"),
            models.Index(fields=["topic", "publish_at"], name="notice_by_topic"),
            models.Index(fields=["state", "expires_at"], name="notice_open"),
            models.Index(fields=["state", "open_to_all", "-published_at"], name="notice_archive"),
        ]


class NoticeTown(models.Model):
    """One town a published notice is for, so that the archive of a district is one question."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="towns")
    town = models.CharField(max_length=220)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "town"], name="one_line_per_notice_and_town"),
        ]
        indexes = [models.Index(fields=["town", "notice"], name="notice_by_town")]
