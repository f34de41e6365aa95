"""Rows as facts."""

from sagacity.messaging.conversation import models, sealing, types
from sagacity.messaging.conversation.types import How, Lacking, Origin, Side


def conversation(row: models.Conversation) -> types.Conversation:
    """A conversation with everything that was said in it."""
    return types.Conversation(
        key=row.key,
        ear=row.ear,
        clerk=row.clerk,
        board=row.board,
        language=row.language,
        began_at=row.began_at,
        version=row.version,
        screens=row.screens.count(),
        code=row.code,
        code_until=row.code_until,
        utterances=tuple(utterance(one, about=row.key) for one in row.utterances.order_by("number")),
    )


def utterance(row: models.Utterance, *, about: str) -> types.Utterance:
    """One utterance, opened."""
    said = sealing.opened(row, about=about)
    translations = {
        language: types.Translation(language, one["text"], Origin(one["origin"]))
        for language, one in said.get("translations", {}).items()
    }
    return types.Utterance(
        number=row.number,
        side=Side(row.side),
        how=How(row.how),
        language=row.language,
        text=said["text"],
        said_at=row.said_at,
        translations=translations,
        lacking=Lacking(row.lacking) if row.lacking else None,
        board=said.get("board", ""),
        phrase=said.get("phrase", ""),
        pictogram=said.get("pictogram", ""),
    )


def words_of(one: types.Utterance) -> dict[str, object]:
    """What is sealed of an utterance."""
    return {
        "text": one.text,
        "board": one.board,
        "phrase": one.phrase,
        "pictogram": one.pictogram,
        "translations": {
            language: {"text": said.text, "origin": said.origin.value}
            for language, said in one.translations.items()
        },
    }
