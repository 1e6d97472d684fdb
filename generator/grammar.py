"""French sentences about places: names for people, and the little words that a name asks for.

Lives here: pure text. A name is given with what is known of it; what comes out is ready for a sentence, with
typographic apostrophes. May not live here: data, files, which territory is meant.

The words before a name of a commune follow INSEE's own code for it, « type de nom en clair » (TNCC,
the column of the Code officiel géographique that the source calls « typeLiaison »):

    0 no article, consonant (de Beaune) · 1 no article, vowel or silent h (d’Ahuy) · 2 Le · 3 La · 4 Les · 5 L’ · 6 Aux
    · 7 Las · 8 Los

It settles which h is silent (d’Hyères, de Houilles) without a dictionary. Where no code is known, vowels and y count (as
they do in INSEE's list: d’Yvetot, d’Yerres), and every h is aspirated: « de H… » never shocks, « d’H… » can. The article of a commune is
part of its name: it contracts (du Havre, des Abymes, au Havre) or stays as it is (de La Rochelle, de L’Haÿ-les-Roses,
à La Rochelle).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_CONTRACTED = {2: ("Le ", "du ", "au "), 4: ("Les ", "des ", "aux ")}

GENERIC = {
    "CC": "Communauté de communes",
    "CA": "Communauté d’agglomération",
    "CU": "Communauté urbaine",
    "EPT": "Établissement public territorial",
}
"""What the abbreviations of the official list stand for, by kind in capitals."""

_COMMON_NOUN = re.compile(r"(Communauté|Métropole|Établissement|Eurométropole)\b(?! Européenne d’Alsace)")
_FEMININE = frozenset({"Communauté", "Métropole"})


@dataclass(frozen=True, slots=True)
class Forms:
    """A place in a sentence of one language.

    Attributes:
        name: by itself, as a title: "Communauté de communes du Pays Dunois", "Le Havre".
        the: as a subject: "la communauté de communes du Pays Dunois", "Dijon Métropole", "Le Havre".
        of: "de la communauté de communes du Pays Dunois", "d’Ahuy", "du Havre".
        at: where: "dans la communauté de communes du Pays Dunois", "à Beaune", "au Havre".
    """

    name: str
    the: str
    of: str
    at: str


def apostrophes(text: str) -> str:
    """Typewriter apostrophes made typographic."""
    return text.replace("'", "’")


def begins_with_vowel(name: str) -> bool:
    """Whether « de » loses its e before this name: vowels and y, with or without accents and ligatures."""
    bare = unicodedata.normalize("NFD", name).casefold().replace("œ", "o").replace("æ", "a")
    return bool(re.match(r"[^a-z]*[aeiouy]", bare))


def _elided(name: str, liaison: int | None) -> bool:
    return liaison == 1 if liaison in {0, 1} else begins_with_vowel(name)


def of(name: str, liaison: int | None = None) -> str:
    """« de » before a name that has no article of its own: "de Dijon Métropole", "d’Angers Loire Métropole"."""
    name = apostrophes(name)
    return f"d’{name}" if _elided(name, liaison) else f"de {name}"


def commune(name: str, liaison: int | None = None, language: str = "fr") -> Forms:
    """A commune in a sentence.

    Args:
        name: as in the official list, article included.
        liaison: INSEE's code for it, when known; then its article is found from the name.
        language: "fr" or "en"; English leaves the name as it is.
    """
    name = apostrophes(name)
    if language != "fr":
        return Forms(name, name, f"of {name}", f"in {name}")
    for code, (article, of_it, at_it) in _CONTRACTED.items():
        # A name such as « Le Hommet » always has its article; the code only confirms it.
        if name.startswith(article) and liaison in {None, code}:
            rest = name.removeprefix(article)
            return Forms(name, name, of_it + rest, at_it + rest)
    return Forms(name, name, of(name, liaison), f"à {name}")


def grouping_name(official: str) -> str:
    """The name of a grouping for people, from that of the official list.

    « CC du Pays Dunois » → « Communauté de communes du Pays Dunois ». Abbreviations in brackets go, quoted names take
    guillemets, loose spaces and hyphens are set right, « Coeur » takes its ligature. The first word has a capital.
    """
    kind, _, rest = official.partition(" ")
    text = f"{GENERIC[kind]} {rest}" if kind in GENERIC and rest else official
    text = " ".join(re.sub(r"\s*\([^()]*\)", "", text).split())
    text = re.sub(r"(?:''|\")(.+?)(?:''|\")", _quoted, text)
    text = re.sub(r"\bCoeur", "Cœur", text).replace("Métropole Européenne", "Métropole européenne")
    text = apostrophes(text).replace(" - ", " – ")
    return text[:1].upper() + text[1:]


def _quoted(found: re.Match[str]) -> str:
    # Quotation marks around the whole name say nothing; around a part of it they set a surname apart.
    begins = re.fullmatch(r"(Communauté \S+|Communauté de communes)\s*", found.string[: found.start()])
    return found.group(1) if begins else f"«\u00a0{found.group(1)}\u00a0»"


def short_name(official: str) -> str:
    """The shortest name that stands by itself: « Angers Loire Métropole », else that of the official list.

    A name that goes on from its kind (« CC du Pays Dunois ») keeps it.
    """
    long = grouping_name(official)
    kind, _, rest = official.partition(" ")
    if kind not in GENERIC or not rest:
        return long
    bare = long.removeprefix(GENERIC[kind]).strip()
    alone = bare.split("’")[0].split(" ")[0] not in {"de", "du", "des", "d", "la", "le", "les", "l"}
    return bare if alone and bare[:1].isupper() and "Métropole" in bare else f"{kind} {bare}"


def grouping(name: str, language: str = "fr") -> Forms:
    """A grouping in a sentence, from its name for people.

    A name that begins with what the grouping is takes an article ("de la métropole Rouen Normandie"); a name by itself
    takes none ("de Dijon Métropole", "d’Angers Loire Métropole"). English says "the" before the French words of public law.
    """
    name = apostrophes(name)
    found = _COMMON_NOUN.match(name)
    if not found:
        return commune(name, language=language)
    noun = found.group(1)
    proper = noun == "Eurométropole"  # the only one of its kind: its capital is part of the name
    lower = name if proper else name[:1].lower() + name[1:]
    if language != "fr":
        return Forms(name, f"the {lower}", f"of the {lower}", f"in the {lower}")
    article = "la " if noun in _FEMININE else "l’"
    return Forms(name, article + lower, f"de {article}{lower}", f"dans {article}{lower}")
