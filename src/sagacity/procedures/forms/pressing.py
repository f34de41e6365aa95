"""A button of a block was pressed, on a phone or at the counter: files, what was typed, what is looked up."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import QueryDict

from sagacity.kit import policy
from sagacity.procedures.api import Block
from sagacity.procedures.forms import fields, files, filling, types

NEXT = "next"


@dataclass(frozen=True, slots=True)
class Pressed:
    """What came of it."""

    saved: types.Saved
    typed: Mapping[str, Any]
    wrong: Mapping[str, str]  # files that were refused, by question
    looked: Mapping[str, fields.Looked]
    do: str

    @property
    def told(self) -> types.Saved | None:
        """What is said of the answers: faults only where somebody goes on, and every file was taken.

        What another window wrote meanwhile is said whatever was pressed: it would be overwritten unseen.
        """
        if self._goes_on:
            return self.saved
        return replace(self.saved, faults=(), new=()) if self.saved.elsewhere else None

    @property
    def is_done(self) -> bool:
        return self._goes_on and self.saved.good

    @property
    def _goes_on(self) -> bool:
        return self.do == NEXT and not self.wrong

    @property
    def status(self) -> int:
        """Of the page that is drawn again."""
        return 200 if self.do != NEXT or self.saved.new else 422


def press(
    *,
    form: types.Form,
    block: Block,
    post: QueryDict,
    sent: files.Sent,
    by: policy.Person,
    at: datetime,
    language: str,
) -> Pressed:
    """Keep what was typed and sent into a block, and do what its button `do` says.

    Raises:
        NoSuchForm, FormIsSent: nothing is kept.
    """
    do = post.get("do", NEXT)
    wrong = files.take_files(form=form, questions=block.questions, post=post, files=sent, at=at)
    kept = files.let_go(form=form.key, do=do, at=at)
    typed = fields.typed(block=block, post=post, before=kept.answers, members=kept.members)
    looked = fields.look_up(block=block, do=do, post=post, answers=typed)
    fields.typed_row_act(block=block, do=do, answers=typed)
    seen = post.get("seen", "")
    saved = filling.save(
        form=form.key,
        block=block.key,
        answers=typed,
        by=by,
        seen=int(seen) if seen.isdigit() else None,
        shown=post.get("shown", "").split(),
        language=language,
        at=at,
    )
    return Pressed(saved, typed, wrong, looked, do)
