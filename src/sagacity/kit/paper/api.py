"""Paper: pages as PDF, with fonts that are there and characters that are drawn; signed, and judged."""

from sagacity.kit.paper.characters import named as named_character
from sagacity.kit.paper.codes import qr
from sagacity.kit.paper.fonts import japanese as japanese_font
from sagacity.kit.paper.fonts import lacking
from sagacity.kit.paper.signatures.by_the_city import certificates, judge, sign
from sagacity.kit.paper.signatures.judging import Judged, Judgement
from sagacity.kit.paper.signatures.keys import NotAKeyFile
from sagacity.kit.paper.signatures.keys import as_secret as document_secret
from sagacity.kit.paper.signatures.signing import Signed
from sagacity.kit.paper.typesetting import CharactersLacking, Field, NoPaper, compiled, pdf

__all__ = [
    "CharactersLacking",
    "Field",
    "Judged",
    "Judgement",
    "NoPaper",
    "NotAKeyFile",
    "Signed",
    "certificates",
    "compiled",
    "document_secret",
    "japanese_font",
    "judge",
    "lacking",
    "named_character",
    "pdf",
    "qr",
    "sign",
]
