"""Typography of French and English prose; numbers, shares and amounts in the conventions of each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from generator.texts.runs import IMAGE, LINK, SLOT_CLOSE, TERM, Kind, Token, tokens

NBSP, NARROW = "\u00a0", "\u202f"

_UNITS = (
    r"%|€|[kMG]€|[kMGT]?Wh?\b|k?m[²³]?\b|h\b|°C|ans?\b|euros?\b|mois\b|jours?\b|minutes?\b|min\b|heures?\b"
    r"|janvier\b|février\b|mars\b|avril\b|mai\b|juin\b|juillet\b|août\b|septembre\b|octobre\b|novembre\b|décembre\b"
    r"|watts?\b|habitants?\b|habitantes?\b|communes?\b|personnes?\b|points?\b|tonnes?\b|millions?\b|milliards?\b"
)
# Each pattern begins with the character it is about and looks behind after it: the engine then skips from one to the
# next instead of looking behind at every position. What may follow a space is one pattern, so that it is one pass.
_SPACE = re.compile(
    r"[ \u00a0\u202f](?:(?=[;!?:])(?<=[^\s|].)(?:(?=[;!?](?![\[!?]))(?P<narrow>)|(?=:(?:\s|$|[*_)]))(?P<fixed>))"
    rf"|(?<=\d.)(?:(?<!\d{{4}}.)(?=\d{{3}}(?!\d))(?P<thousand>)|(?=(?:{_UNITS}))(?P<unit>)))"
)
_QUOTE = re.compile(r"«[ \u00a0\u202f]*(?=\S)")
_ABBREVIATION = re.compile(
    r"(n°(?<!\wn°)|N°|art\.(?<!\wart\.)|Art\.|p\.(?<!\wp\.)|L\.(?<!\wL\.)|R\.(?<!\wR\.)|D\.(?<!\wD\.)"
    r"|M\.(?<!\wM\.)|Mme) (?=\S)"
)
_MEASURED = re.compile(rf"{SLOT_CLOSE} (?=(?:{_UNITS}))")


def _space(found: re.Match[str]) -> str:
    return NARROW if found.lastgroup in {"narrow", "thousand"} else NBSP


_APOSTROPHE = re.compile(r"'(?<=\w')(?=[\w«“*_\[`\ue000])")


@lru_cache(maxsize=1 << 17)  # checks and selection ask for the same texts
def typeset(text: str, language: str) -> str:
    """Prose in the typography of its language; code, links' targets, tags and addresses untouched.

    French: no-break spaces before high punctuation, inside guillemets, before units and between thousands
    (Lexique des règles typographiques en usage à l'Imprimerie nationale). Both languages: curly apostrophes.
    """
    # All runs of prose go through the rules as one text, whatever stands between them held by a mark: eight passes
    # over a page instead of eight over each run, and rules that look behind see that something stands there.
    prose: list[str] = []
    frame: list[str | None] = []
    for token in tokens(text):
        if token.kind == "cite" and prose and not prose[-1].rstrip(" ").endswith("\n"):
            prose[-1] = prose[-1].rstrip(" ")  # the number of a source stays with the word it supports
        if token.kind == "prose":
            frame.append(None)
            prose.append(token.text)
        elif span := _label_of(token):
            start, end = span
            frame += [token.text[:start], None, token.text[end:]]
            prose.append(token.text[start:end])
        else:
            frame += [token.text, None]
            prose.append("")
    done = iter(_typeset_prose(_HELD.join(prose), language).split(_HELD))
    joined = "".join(next(done) if part is None else part for part in frame)
    # Whether what stands before a unit is a filled fact, thus a number, is seen only once joined.
    return _MEASURED.sub(SLOT_CLOSE + NBSP, joined) if language == "fr" else joined


_HELD = "\ue005"


_LABELLED: Mapping[Kind, tuple[re.Pattern[str], int]] = {
    "link": (LINK, 1),
    "image": (IMAGE, 1),
    "term": (TERM, 2),
}


def _label_of(token: Token) -> tuple[int, int] | None:
    """Where the prose inside a mark stands, if it holds any: a link's label is prose, its target is not."""
    pattern, group = _LABELLED.get(token.kind, (None, 0))
    found = pattern.fullmatch(token.text) if pattern else None
    return found.span(group) if found and found.group(group) else None


def _typeset_prose(text: str, language: str) -> str:
    text = _APOSTROPHE.sub("’", text)
    if language == "fr":
        text = _QUOTE.sub(f"«{NBSP}", text)
        text = _SPACE.sub(_space, text)
        text = _ABBREVIATION.sub(r"\1" + NBSP, text)
        if "»" in text:
            *parts, last = text.split("»")
            text = f"{NBSP}»".join([*(part.rstrip(" \u00a0\u202f") for part in parts), last])
    return text


def number(value: float, decimals: int, language: str) -> str:
    """A number in the conventions of the language: 18 122,5 or 18,122.5 (true minus sign)."""
    text = f"{abs(value):,.{decimals}f}"
    if language == "fr":
        text = text.replace(",", NARROW).replace(".", ",")
    return f"−{text}" if value < 0 and any(c in "123456789" for c in text) else text


def percent(share: float, decimals: int, language: str) -> str:
    """0.649 → « 64,9 % » or “64.9%”."""
    text = number(share * 100, decimals, language)
    return f"{text}{NBSP}%" if language == "fr" else f"{text}%"


def euros(value: float, decimals: int, language: str) -> str:
    """5411142 → « 5 411 142 € » or “€5,411,142”."""
    if language == "fr":
        return f"{number(value, decimals, language)}{NBSP}€"
    text = number(value, decimals, language)
    return f"−€{text[1:]}" if text.startswith("−") else f"€{text}"
