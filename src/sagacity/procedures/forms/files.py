"""Files of a form, from a phone or at the counter: taken in, let go of; a signature drawn or written."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from sagacity.kit.uploads import api as uploads
from sagacity.procedures.api import Kind, Paper, Question
from sagacity.procedures.forms import filling, types
from sagacity.procedures.forms.fields.typed import PREFIX
from sagacity.procedures.forms.signatures import written_signature

Sent = MultiValueDict[str, Any]


def take_files(
    *, form: types.Form, questions: Iterable[Question], post: QueryDict, files: Sent, at: datetime
) -> dict[str, str]:
    """Keep what was sent under its questions; what was refused, in words, by question."""
    wrong: dict[str, str] = {}
    for question in questions:
        name, refused = f"{PREFIX}.{question.key}", ""
        if question.kind is Kind.FILE and files.getlist(name):
            fresh, refused = _received(files.getlist(name), form, at)
            held = filling.form(key=form.key).answers.get(question.key)
            old = [one for one in held if isinstance(one, str)] if isinstance(held, list) else []
            filling.keep_answer(form=form.key, question=question.key, answer=[*old, *fresh], at=at)
        elif question.kind is Kind.SIGNATURE:
            signed, refused = _signature(form, name, post, files, at)
            if signed:
                filling.keep_answer(form=form.key, question=question.key, answer=signed, at=at)
        wrong |= {question.key: refused} if refused else {}
    return wrong


def take_papers(*, form: types.Form, papers: Iterable[Paper], files: Sent, at: datetime) -> dict[str, str]:
    """The same for documents that are handed in."""
    wrong: dict[str, str] = {}
    for paper in papers:
        if given := files.getlist(f"{PREFIX}.{paper.key}"):
            fresh, refused = _received(given, form, at)
            old = filling.form(key=form.key).papers.get(paper.key, ())
            filling.keep_papers(form=form.key, papers={paper.key: [*old, *fresh]}, at=at)
            wrong |= {paper.key: refused} if refused else {}
    return wrong


def let_go(*, form: str, do: str, at: datetime) -> types.Form:
    """The form, without the file whose button was pressed: `remove:<question or paper>:<upload>`."""
    found = filling.form(key=form)
    act, _, rest = do.partition(":")
    key, _, upload = rest.partition(":")
    if act != "remove" or upload not in filling.uploads_of(found):
        return found
    if upload in found.papers.get(key, ()):
        left = [one for one in found.papers[key] if one != upload]
        kept = filling.keep_papers(form=form, papers={key: left}, at=at)
    elif upload in _listed(held := found.answers.get(key)):
        left_of_it: Any = [one for one in held if one != upload] if isinstance(held, list) else ""
        kept = filling.keep_answer(form=form, question=key, answer=left_of_it, at=at)
    else:
        return found
    uploads.drop(keys=[upload])
    return kept


def _received(given: Iterable[Any], form: types.Form, at: datetime) -> tuple[list[str], str]:
    fresh, refused = [], ""
    for file in given:
        try:
            content = file.read(uploads.LARGEST + 1)
            one = uploads.receive(
                content=content, name=file.name or "", owner=form.owner, until=form.until, at=at
            )
            fresh.append(one.key)
        except uploads.Refused as problem:
            refused = f"{file.name}：{problem.words}"
    return fresh, refused


def _signature(form: types.Form, name: str, post: QueryDict, files: Sent, at: datetime) -> tuple[str, str]:
    """A picture drawn on the screen, or the name written in letters."""
    if drawn := files.getlist(name):
        fresh, refused = _received(drawn[:1], form, at)
        return (fresh[0] if fresh else ""), refused
    if written := post.get(f"{name}.written", "").strip():
        return written_signature(name=written, owner=form.owner, until=form.until, at=at), ""
    return "", ""


def _listed(held: Any) -> list[Any]:
    return held if isinstance(held, list) else [held]
