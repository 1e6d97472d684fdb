"""Who stays outside: people an online-only service shuts out, contrast, a mix of channels, how hard a letter is to read.

Lives here: the four computations of the exercise and the assumptions they rest on. What lessons quote besides is
computed in `figures.py`. Shares are from 0 to 1, amounts euros a year, populations inhabitants. No input or output
besides this folder's `data/`, no clock, no randomness. `data/territory.json` holds one grouping of communes: the
course's reference case, or the learner's own.

Sources. Rates by age: INSEE Première 1953 (June 2023, survey of 2021), ages as reported by the press; the rate of the
40-59 was not read, that of the 25-39 stands for it. Contrast: WCAG 2.1, relative luminance and contrast ratio. Reading
ease: L. Kandel and A. Moles, « Application de l'indice de Flesch à la langue française », 1958; R. Flesch, “A new
readability yardstick”, 1948. Age shares, costs and reach of channels are assumptions of the course.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import Final, NamedTuple

DATA: Final = Path(__file__).parent / "data" / "territory.json"

BANDS: Final = ("young", "middle", "senior", "oldest")
"""15-24, 25-59, 60-74, 75 and over."""
RATES: Final[Mapping[str, float]] = {"young": 0.02, "middle": 0.04, "senior": 0.24, "oldest": 0.62}
"""Share of each band in digital illiteracy: INSEE 2021, as reported; 40-59 by assumption."""
AGE_SHARES: Final[Mapping[str, float]] = {"young": 0.20, "middle": 0.45, "senior": 0.22, "oldest": 0.13}
"""Share of each band among people of 15 and over: a teaching assumption whose total is near the national measure; type your own."""
ADULTS: Final = 0.83
"""People of 15 and over among all inhabitants: an assumption."""
MEASURED: Final = 0.154
"""Digital illiteracy among people of 15 and over in 2021: INSEE Première 1953."""


# --- the territory ------------------------------------------------------------------------------------


class Territory(NamedTuple):
    """A grouping: its name, the year of its populations, and inhabitants by commune, the largest first."""

    name: str
    vintage: str
    communes: Mapping[str, int]

    @property
    def people(self) -> int:
        return sum(self.communes.values())


def territory(path: Path = DATA) -> Territory:
    """The territory of the exercise; communes nobody lives in, or whose population is unknown, are left out."""
    case = json.loads(path.read_text(encoding="utf-8"))
    communes = {m["name"]: m["municipal"] for m in case["members"] if m["municipal"]}
    return Territory(case["name"], case["vintage"], communes)


# --- who is shut out ----------------------------------------------------------------------------------


def age_shares(young: float, senior: float, oldest: float) -> dict[str, float]:
    """Shares of the four bands when three are given; the 25-59 are the rest. Raises ValueError beyond a whole."""
    rest = 1 - young - senior - oldest
    if min(young, senior, oldest) < 0 or rest < 0:
        raise ValueError("shares of ages are zero or more and make a whole")
    return {"young": young, "middle": rest, "senior": senior, "oldest": oldest}


def by_age(people: float, shares: Mapping[str, float], adults: float = ADULTS) -> dict[str, float]:
    """Inhabitants of 15 and over in each band."""
    return {band: people * adults * shares[band] for band in BANDS}


def excluded(population: Mapping[str, float], rates: Mapping[str, float] = RATES) -> dict[str, float]:
    """N_h × e_h: people of each band that an online-only service leaves outside (an expectation)."""
    return {band: population[band] * rates[band] for band in BANDS}


def excluded_share(shares: Mapping[str, float], rates: Mapping[str, float] = RATES) -> float:
    """Σ w_h·e_h: share of the people of 15 and over that are left outside."""
    return sum(shares[band] * rates[band] for band in BANDS)


def plain_mean(rates: Mapping[str, float] = RATES) -> float:
    """The mean of the four rates as if all bands were as many: the usual mistake."""
    return sum(rates[band] for band in BANDS) / len(BANDS)


# --- contrast -----------------------------------------------------------------------------------------

TEXT_RATIO: Final = 4.5
LARGE_RATIO: Final = 3.0
"""Least contrast of text, and of large text, at level AA of WCAG 2.1."""
_HEX: Final = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\Z")
COLOURS: Final[Mapping[str, tuple[str, str]]] = {
    "light-grey": ("#777777", "#FFFFFF"),
    "grey": ("#767676", "#FFFFFF"),
    "blue": ("#000091", "#FFFFFF"),
    "orange": ("#F28C28", "#FFFFFF"),
    "yellow": ("#000000", "#FFD54A"),
}
"""Couples text, background of the question."""


def colour(text: str) -> str | None:
    """A colour as `#RRGGBB`, from three or six hexadecimal digits with or without `#`; None when it is none."""
    found = _HEX.match(text.strip())
    if not found:
        return None
    digits = found.group(1)
    return "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits)).upper()


def luminance(hexadecimal: str) -> float:
    """Relative luminance of WCAG 2.1: 0.2126 R + 0.7152 G + 0.0722 B on linear channels."""
    channels = [int(hexadecimal[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """(L1 + 0.05) / (L2 + 0.05), the lighter above: 1 for the same colour, 21 for black on white."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(couples: Mapping[str, tuple[str, str]] = COLOURS, least: float = TEXT_RATIO) -> list[str]:
    """Names of the couples whose contrast is enough."""
    return [name for name, couple in couples.items() if contrast(*couple) >= least]


# --- a mix of channels --------------------------------------------------------------------------------


class Plan(NamedTuple):
    """Days a week of each human channel, 0 to 5."""

    phone: int
    counter: int
    visits: int


DAYS: Final = range(6)
COST: Final = Plan(7_000, 6_000, 12_000)
"""Euros a year for one day a week of each channel: invented."""
REACH: Final[Mapping[str, tuple[float, float, float]]] = {
    "young": (0.8, 0.7, 0.3),
    "middle": (0.8, 0.7, 0.3),
    "senior": (0.7, 0.6, 0.5),
    "oldest": (0.5, 0.4, 0.75),
}
"""Share of the people left outside that each channel would serve, open five days a week: invented."""
PLANS: Final = tuple(Plan(*days) for days in product(DAYS, DAYS, DAYS))
TODAY: Final = Plan(5, 2, 0)
"""What the four communes have before the decision: phone on five days, a counter on two. Invented."""


def cost(plan: Plan) -> int:
    """Euros a year, in proportion to the days."""
    return sum(days * price for days, price in zip(plan, COST, strict=True))


def served(plan: Plan, band: str, rates: Mapping[str, float] = RATES) -> float:
    """Share of a band that the service reaches: online, or by one human channel at least.

    Channels are taken as independent: of those the phone misses, the counter serves its own share, and so on.
    """
    missed = 1.0
    for days, reach in zip(plan, REACH[band], strict=True):
        missed *= 1 - reach * days / 5
    return 1 - rates[band] * missed


def served_overall(plan: Plan, shares: Mapping[str, float]) -> float:
    """Share of all people of 15 and over that the service reaches."""
    return sum(shares[band] * served(plan, band) for band in BANDS)


def worst(plan: Plan) -> float:
    """Share reached in the band that is served least."""
    return min(served(plan, band) for band in BANDS)


def cheapest(shares: Mapping[str, float], mean: float, floor: float = 0) -> Plan | None:
    """The cheapest plan that reaches `mean` of all people and `floor` of every band; None when there is none.

    Looks at the 216 plans. Where two cost the same, the one that serves best the band served least.
    """
    fit = [
        plan for plan in PLANS if served_overall(plan, shares) >= mean - 1e-9 and worst(plan) >= floor - 1e-9
    ]
    return min(fit, key=lambda plan: (cost(plan), -worst(plan), plan), default=None)


# --- a letter -----------------------------------------------------------------------------------------

LONG: Final = 10
"""Letters from which a word counts as long: a choice of the course."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+")
_END: Final = re.compile(r"[.!?…]+(?=\s|\Z)")
_FR_VOWELS: Final = re.compile(r"[aàâäæeéèêëiîïoôöœuùûüy]+")
_FR_GLIDE: Final = re.compile(r"qu(?=[aeiouyéèêàâîïôû])|gu(?=[eéèêiïy])")
_FR_SAID: Final = re.compile(r"(?:[mcdi]|rg|llig|\bag|souv|prés)ent$")
_FR_MUTE: Final = re.compile(r"(?<=\w)e(?:s|nt)?$")
_FR_APART: Final = re.compile(r"é(?=[aoiuéâe])|[aou](?=é)|[aoué](?=ï)|o(?=[oèë])|a(?=ys)|ay(?=e)")
_EN_VOWELS: Final = re.compile(r"[aeiouy]+")
_EN_SILENT: Final = re.compile(r"(?<=[^aeiouy])(?:e|es|ed)$")
_EN_KEPT: Final = re.compile(r"[^aeiouy]les?$|[td]ed$|(?:[scxzg]|ch|sh)es$")


def syllables(word: str, language: str = "fr") -> int:
    """Syllables of a word by rule of thumb: runs of vowels, a mute e at the end apart. Never less than one."""
    count = 0
    for part in word.lower().split("-"):
        if language == "fr":
            bare = _FR_GLIDE.sub("k", part)
            bare = bare if _FR_SAID.search(bare) else _FR_MUTE.sub("", bare)
            count += len(_FR_VOWELS.findall(bare)) + len(_FR_APART.findall(bare))
        else:
            bare = part if _EN_KEPT.search(part) else _EN_SILENT.sub("", part)
            count += len(_EN_VOWELS.findall(bare))
    return max(1, count)


class Reading(NamedTuple):
    """What is counted in a text; `long` is the share of its words of ten letters or more."""

    words: int
    sentences: int
    per_sentence: float
    long: float
    ease: float


def reading(text: str, language: str = "fr") -> Reading | None:
    """How hard a text is to read: about 0 (very hard) to 100 (very easy). None for a text without a word.

    French: 207 − 1.015 × words per sentence − 73.6 × syllables per word (Kandel and Moles). English: 206.835 − 1.015 ×
    words per sentence − 84.6 × syllables per word (Flesch). Numbers count as words, not for syllables.
    """
    words = _WORD.findall(text)
    letters = [word for word in words if word[0].isalpha()]
    if not letters:
        return None
    sentences = max(1, len([part for part in _END.split(text) if _WORD.search(part)]))
    per_sentence = len(words) / sentences
    weight = sum(syllables(word, language) for word in letters) / len(letters)
    base, slope = (207.0, 73.6) if language == "fr" else (206.835, 84.6)
    long = sum(max(map(len, word.split("-"))) >= LONG for word in letters) / len(words)
    return Reading(len(words), sentences, per_sentence, long, base - 1.015 * per_sentence - slope * weight)


def ease(text: str, language: str = "fr") -> float:
    """The reading ease alone; raises ValueError for a text without a word."""
    found = reading(text, language)
    if found is None:
        raise ValueError("no word to read")
    return found.ease


def easiest(versions: Mapping[str, str], language: str = "fr") -> str:
    """The name of the version that reads most easily."""
    return max(versions, key=lambda name: ease(versions[name], language))


LETTERS: Final[Mapping[str, Mapping[str, str]]] = {
    "fr": {
        "start": "À compter de la mise en service de la plateforme intercommunale dématérialisée, les administrés sont"
        " invités à procéder à l’enregistrement de leurs coordonnées préalablement à tout signalement d’un"
        " dysfonctionnement affectant l’éclairage public, les demandes formulées par un autre canal ne pouvant être prises"
        " en considération qu’à titre exceptionnel.",
        "cut": "La plateforme intercommunale dématérialisée est en service. Les administrés sont invités à procéder à"
        " l’enregistrement de leurs coordonnées. Cet enregistrement est préalable à tout signalement d’un"
        " dysfonctionnement affectant l’éclairage public. Les demandes formulées par un autre canal ne sont prises en"
        " considération qu’à titre exceptionnel.",
        "words": "Quand le site commun sera ouvert, vous devrez donner votre nom et un moyen de vous joindre avant de dire"
        " qu’une lampe de rue est en panne, et si vous passez par une autre voie, nous ne pourrons vous répondre que dans"
        " de rares cas.",
        "polite": "À compter de la mise en service de la plateforme intercommunale dématérialisée, les administrés sont"
        " invités à procéder à l’enregistrement de leurs coordonnées préalablement à tout signalement d’un"
        " dysfonctionnement affectant l’éclairage public, les demandes formulées par un autre canal ne pouvant être prises"
        " en considération qu’à titre exceptionnel. Veuillez agréer l’expression de nos salutations distinguées.",
        "both": "Une lampe de rue est en panne ? Dites-le-nous sur le site, par téléphone ou à la mairie. Laissez un moyen"
        " de vous joindre si vous voulez une réponse.",
    },
    "en": {
        "start": "Following the implementation of the intermunicipal electronic platform, residents are invited to proceed"
        " with the registration of their contact information prior to notifying any malfunction affecting public"
        " illumination, applications submitted through alternative channels being considered only in exceptional"
        " circumstances.",
        "cut": "The intermunicipal electronic platform is in operation. Residents are invited to proceed with the"
        " registration of their contact information. Registration is a prerequisite for notifying any malfunction affecting"
        " public illumination. Applications submitted through alternative channels are considered only in exceptional"
        " circumstances.",
        "words": "Once the shared site is open, you will have to give your name and a way to reach you before you tell us that"
        " a street light is broken, and if you get in touch with us by some other route, we will be able to answer you in"
        " rare cases only.",
        "polite": "Following the implementation of the intermunicipal electronic platform, residents are invited to proceed"
        " with the registration of their contact information prior to notifying any malfunction affecting public"
        " illumination, applications submitted through alternative channels being considered only in exceptional"
        " circumstances. Please accept the expression of our distinguished consideration.",
        "both": "Is a street light broken? Tell us on the site, by phone or at the town hall. Leave a way to reach you if you"
        " want a reply.",
    },
}
"""An invented letter: as it came, its sentence cut, its words changed, a polite ending added, and written again."""


# --- a year later -------------------------------------------------------------------------------------


def representation(share_of_use: float, share_of_people: float) -> float:
    """Share of a group among users over its share of the people: 1 when it uses the service as much as others."""
    if share_of_people <= 0:
        raise ValueError("the group has nobody")
    return share_of_use / share_of_people
