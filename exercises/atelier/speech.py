"""Numbers as people write and read them: the conventions of French and English.

Lives here: the language of a notebook, numbers, percentages and amounts in its conventions, and the reading of a
number somebody typed. The site's texts follow the same rules (thousands apart by U+202F in French, decimal
comma, no-break space before % and €, true minus sign); a test holds the two together.
May not live here: sentences (`words.py`), display.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from math import isfinite, isnan
from typing import Final

from .state import Language, current

NBSP: Final = "\u00a0"
NARROW: Final = "\u202f"
MAX_TYPED: Final = 100
"""Characters: nobody types a longer number."""


def speak(language: Language) -> None:
    """Set the language of what comes next: words and numbers.

    Raises:
        ValueError: another language than "fr" or "en".
    """
    if language not in {"fr", "en"}:
        raise ValueError(f'speak("fr") or speak("en"), not {language!r}')
    current().language = language


def number(value: float, decimals: int = 0, *, unit: str = "") -> str:
    """A number in the conventions of the language: 18 122,5 or 18,122.5 (true minus sign).

    Args:
        value: NaN gives a dash, infinity its sign.
        decimals: digits after the decimal mark, kept even when zero.
        unit: follows after a no-break space (except % in English, which touches the number).
    """
    return _with_unit(_bare(value, decimals), unit)


def percent(share: float, decimals: int = 0) -> str:
    """A share from 0 to 1 as a percentage: 0.649 gives 64,9 % or 64.9%."""
    return number(share * 100, decimals, unit="%")


def euros(value: float, decimals: int = 0) -> str:
    """An amount: 5411142 gives 5 411 142 € or €5,411,142."""
    if current().language == "fr":
        return number(value, decimals, unit="€")
    text = _bare(value, decimals)
    return f"−€{text[1:]}" if text.startswith("−") else f"€{text}"


def trimmed(value: float, most: int = 6, *, unit: str = "") -> str:
    """A number with only the decimals it has, `most` at most: 64.9 gives 64,9 and 360.0 gives 360."""
    if not isfinite(value):
        return number(value, unit=unit)
    written = f"{value:.{most}f}".rstrip("0")
    return number(value, len(written.partition(".")[2]), unit=unit)


def _bare(value: float, decimals: int) -> str:
    if isnan(value):
        return "—"
    if not isfinite(value):
        return "∞" if value > 0 else "−∞"
    text = f"{abs(value):,.{decimals}f}"
    if current().language == "fr":
        text = text.replace(",", NARROW).replace(".", ",")
    return f"−{text}" if value < 0 and any(c in "123456789" for c in text) else text


def _with_unit(text: str, unit: str) -> str:
    if not unit:
        return text
    return f"{text}{'' if unit == '%' and current().language == 'en' else NBSP}{unit}"


# --- reading ----------------------------------------------------------------------------------------

_TYPED = re.compile(
    r"(?:environ|about|around|~|≈|=)?\s*(?:(?P<sign>[+−–-])?\s*[€$£]?|[€$£]\s*(?P<sign2>[+−–-]))\s*"
    r"(?P<body>[0-9](?:[0-9]|[ .,'’](?=[0-9]))*|[.,][0-9]+)(?P<power>[eE][+-]?[0-9]{1,2}(?![0-9]))?\s*(?P<rest>.*)",
    re.DOTALL,
)
_GROUPS = re.compile(r"[0-9]{1,3}(?:(?P<mark>[ .,'’])[0-9]{3})(?:(?P=mark)[0-9]{3})*")


@dataclass(frozen=True, slots=True)
class Reading:
    """A typed number: its `value`, the `other` value it has in another country's conventions, what follows it."""

    value: float
    other: float | None
    rest: str


def read_number(text: str) -> Reading | None:
    """Read a number somebody typed, unit after it or not; `None` when it is none.

    Both decimal marks and every usual thousands mark are understood. What is ambiguous (1,234) is read in the
    conventions of the language, and the other reading is kept beside it.
    """
    # NFKC: no-break and thin spaces become spaces, full-width digits become digits.
    match = _TYPED.fullmatch(unicodedata.normalize("NFKC", text[: MAX_TYPED + 1]).strip())
    if not match or len(text) > MAX_TYPED:
        return None
    values = _values(match["body"])
    if not values:
        return None
    factor = float(f"1{match['power'] or 'e0'}")
    if (match["sign"] or match["sign2"]) in {"-", "−", "–"}:
        factor = -factor
    other = values[1] * factor if len(values) > 1 else None
    return Reading(values[0] * factor, other, match["rest"].strip())


def _values(body: str) -> tuple[float, ...]:
    """What the digits and marks of a number may mean, most likely first; empty when they make none."""
    whole, mark, decimals = _cut(body)
    plain = re.sub(r"[ '’]", "", body)
    if mark and _grouped(whole) and decimals.isdigit():
        decimal = float(f"{_digits(whole) or '0'}.{decimals}")
        if _GROUPS.fullmatch(body) and not body.startswith("0") and whole.isdigit():
            thousands = float(_digits(body))
            comma_groups = mark == "," and current().language == "en"
            return (thousands, decimal) if comma_groups else (decimal, thousands)
        return (decimal,)
    if plain.isdigit() and _grouped(body):
        return (float(plain),)
    if _GROUPS.fullmatch(body):
        return (float(_digits(body)),)
    return ()


def _cut(body: str) -> tuple[str, str, str]:
    """Before, at and after the decimal mark; a mark that comes several times is none."""
    last = max(body.rfind(","), body.rfind("."))
    if last < 0 or body.count(body[last]) > 1:
        return body, "", ""
    return body[:last], body[last], body[last + 1 :]


def _grouped(whole: str) -> bool:
    return not whole or whole.isdigit() or bool(_GROUPS.fullmatch(whole))


def _digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)


# --- units ------------------------------------------------------------------------------------------

_SAME: Final = {
    "pourcent": "%", "pourcents": "%", "percent": "%", "euro": "€", "euros": "€", "eur": "€",
    "an": "ans", "année": "ans", "années": "ans", "year": "ans", "years": "ans",
    "tonne": "t", "tonnes": "t", "kilo": "kg", "kilos": "kg",
    "w": "watts", "watt": "watts", "heure": "heures", "h": "heures", "hour": "hours",
    "million": "6", "millions": "6", "milliard": "9", "milliards": "9", "billion": "9", "billions": "9",
}  # fmt: skip
_SAID_OF_ALL: Final = frozenset(("par", "per", "le", "la", "les", "l"))
_SCALES: Final = (
    {"wh": 1e-3, "kwh": 1.0, "mwh": 1e3, "gwh": 1e6, "twh": 1e9},
    {"g": 1e-3, "kg": 1.0, "t": 1e3},
    {"€": 1.0, "k€": 1e3, "m€": 1e6, "md€": 1e9, "6€": 1e6, "9€": 1e9},
    {"%": 0.01, "": 1.0, "6": 1e6, "9": 1e9},
)


def unit_factor(given: str, unit: str) -> float | None:
    """What turns a value in the unit `given` into the expected `unit`: 0.001 from kWh to MWh.

    Unknown words say nothing and give 1; `None` when something else than a unit follows the number.
    """
    if not given:
        return 1.0
    if len(given) > 40 or re.search(r"[0-9]", re.sub(r"CO2|m[23]\b", "", given, flags=re.IGNORECASE)):
        return None
    one, two = _unit_key(given), _unit_key(unit)
    for scale in _SCALES:
        if one in scale and two in scale:
            return scale[one] / scale[two]
    millions = {"6": 1e6, "9": 1e9}.get(one[:1], 1.0)
    return millions if one[:1].isdigit() else 1.0


def label_factor(given: str, label: str) -> float | None:
    """What a value typed with the unit `given` is multiplied by where only `label` says the unit: 1e6 for millions.

    `None` for a unit the label does not speak of: taking M€ for euros would be wrong without anyone seeing it.
    """
    if len(given) > 40 or re.search(r"[0-9]", given):
        return None
    known, factor = set(_unit_words(label)), 1.0
    for word in _unit_words(given):
        if word in {"6", "9"}:
            factor *= 10.0 ** int(word)
        elif word not in known and f"{word}s" not in known and word not in _SAID_OF_ALL:
            return None
    return factor


def _unit_key(unit: str) -> str:
    return "".join(_unit_words(unit))


def _unit_words(unit: str) -> list[str]:
    words = re.findall(r"[^\W\d_]+|[%€]", unit.casefold().replace("pour cent", "%").replace("per cent", "%"))
    return [_SAME.get(word, word) for word in words if word not in {"d", "de", "of", "en", "in"}]
