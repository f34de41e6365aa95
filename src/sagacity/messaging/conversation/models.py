"""Tables of conversations: all of it goes when the visit ends, but for counts without contents."""

from django.db import models


class Conversation(models.Model):
    """Two people at a desk; deleted with everything that hangs on it when they part."""

    key = models.CharField(max_length=80, unique=True)
    ear = models.CharField(max_length=40, unique=True)
    clerk = models.CharField(max_length=120)
    board = models.CharField(max_length=40)
    language = models.CharField(max_length=10)
    code = models.CharField(max_length=8, blank=True)
    code_until = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)
    began_at = models.DateTimeField()
    heard_at = models.DateTimeField(db_index=True)
    client_key = models.CharField(max_length=80, unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=~models.Q(code=""), name="one_conversation_waits_for_a_code"
            ),
        ]


class Screen(models.Model):
    """A tablet or telephone on the resident's side, known by the digest of what its browser holds."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="screens")
    digest = models.CharField(max_length=64, unique=True)
    paired_at = models.DateTimeField()


class Utterance(models.Model):
    """What was said; the words lie sealed, so that a copy of the database tells nobody."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="utterances")
    number = models.PositiveIntegerField()
    client_key = models.CharField(max_length=80)
    side = models.CharField(max_length=10)
    how = models.CharField(max_length=10)
    language = models.CharField(max_length=10)
    lacking = models.CharField(max_length=10, blank=True)
    sealed = models.BinaryField()
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "number"], name="utterances_come_in_turn"),
            models.UniqueConstraint(fields=["conversation", "client_key"], name="a_press_says_it_once"),
        ]


class Count(models.Model):
    """How often a phrase, or words of their own, were said in a month; nothing tells who, when or what."""

    month = models.DateField()
    board = models.CharField(max_length=40)
    phrase = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=10)
    side = models.CharField(max_length=10)
    how = models.CharField(max_length=10)
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month", "board", "phrase", "language", "side", "how"], name="one_count_a_month"
            ),
        ]
