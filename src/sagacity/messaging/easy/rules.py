"""The rules of easy Japanese that look at sentences and at lists of words."""

import re
from collections.abc import Callable, Iterator

from sagacity.kit.japanese import furigana
from sagacity.messaging.easy import words
from sagacity.messaging.easy.patterns import patterns
from sagacity.messaging.easy.sentences import joined, sentences, without_explanations
from sagacity.messaging.easy.words import warn
from sagacity.messaging.types import EasyWarning

Rule = Callable[[str], Iterator[EasyWarning]]
LONGEST = 50  # characters of a sentence
LONGEST_WITH_TWO_MESSAGES = 30
SHORT_HEADING = 8  # a heading of a few characters may end in a noun
_TWO = re.compile(r"(?:が|ので|ため|けれども?|し|から|ながら)、")
_KATAKANA = re.compile(r"[ァ-ヴ][ァ-ヴー・]+")
_TWICE = re.compile(r"([ァ-ヴー]{2,3})\1")
_EXPLAINED = re.compile(r"[^\s。、〈〉]+(?=〈)")
_NOUN_END = re.compile(r"[一-龥][。！]?$")
_POLITE = re.compile(r"(?:です|ます|ません|でした|ました|ください|でしょう|ましょう)[かねよ]?[。！？!?]?$")
_PLAIN = re.compile(r"(?:だ|である|する|した|ない|いる|ある|れる|なる|できる|こと)[。！？!?]?$")


def long_sentence(text: str) -> Iterator[EasyWarning]:
    for one in sentences(text):
        if len(one) > LONGEST:
            yield warn("long_sentence", _short(one), length=len(one), longest=LONGEST)


def two_messages(text: str) -> Iterator[EasyWarning]:
    for one in sentences(text):
        if len(one) > LONGEST_WITH_TWO_MESSAGES and (found := _TWO.search(one)):
            yield warn("two_messages", found[0])


def hard_word(text: str) -> Iterator[EasyWarning]:
    said = joined(_EXPLAINED.sub("", text))  # whoever explains a word knows that it is hard
    for word, better in words.hard().items():
        if word in said:
            yield warn("hard_word", word, better=better)


def loanword(text: str) -> Iterator[EasyWarning]:
    explained = {found[0] for found in re.finditer(rf"{_KATAKANA.pattern}(?=〈)", text)}
    fine = words.known_loanwords() | set(words.disaster()) | explained
    for found in _KATAKANA.finditer(without_explanations(text)):
        word = found[0].strip("・")
        if word in fine or _TWICE.fullmatch(word):
            continue
        better = words.easier_loanwords().get(word)
        yield warn("loanword", word, better=better, advice="known_loanword" if better else "")


def onomatopoeia(text: str) -> Iterator[EasyWarning]:
    said = joined(text)
    for word in words.sounds():
        if word in said:
            yield warn("onomatopoeia", word)
    for found in _TWICE.finditer(said):
        yield warn("onomatopoeia", found[0])


def disaster_word(text: str) -> Iterator[EasyWarning]:
    """These words are heard again and again in a disaster: they stay, and are explained the first time."""
    said = re.sub(r"[ \u3000]+", "", text)
    for word, meaning in words.disaster().items():
        first = said.find(word)
        if first >= 0 and not said[first + len(word) :].startswith("〈"):
            yield warn("disaster_word", word, better=meaning)
        said = said.replace(word, "／")


def kanji_without_reading(text: str) -> Iterator[EasyWarning]:
    for word in furigana.unread(text):
        yield warn("kanji_without_reading", word)


def noun_end(text: str) -> Iterator[EasyWarning]:
    for one in sentences(text):
        if len(one) > SHORT_HEADING and _NOUN_END.search(one):
            yield warn("verbal_noun", _short(one), advice="noun_end")


def mixed_ends(text: str) -> Iterator[EasyWarning]:
    said = sentences(text)
    if any(_POLITE.search(one) for one in said):
        for one in said:
            if _PLAIN.search(one) and not _POLITE.search(one):
                yield warn("mixed_ends", _short(one))


RULES: tuple[Rule, ...] = (
    long_sentence,
    two_messages,
    hard_word,
    loanword,
    onomatopoeia,
    disaster_word,
    patterns,
    noun_end,
    mixed_ends,
    kanji_without_reading,
)


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= 24 else sentence[:23] + "…"
