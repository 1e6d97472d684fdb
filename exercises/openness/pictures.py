"""The module's pictures, as SVG text drawn from the model.

Lives here: shapes and words, in the language asked for, and nothing that judges or ranks; `make figures` writes the files. Cells and bars
differ by filling as well as by colour, each says its result in words, and `<desc>` says what the picture shows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from openness import COMMUNE, DATA_SETS, duties, ranking, score
from sketch import BLUE, INK, OCHRE, RED, STRIPES, Sheet, every

SHEET: Final = Sheet(width=400, size=16)

WORDS: Final[dict[str, dict[str, str]]] = {
    "fr": {
        "thresholds-title": "Qui doit publier par défaut",
        "thresholds-desc": "Une commune publie ses bases à partir de 3 500 habitants et de 50 agents. À partir de 50 agents, elle"
        " publie les règles de ses algorithmes, quelle que soit sa population. Une intercommunalité ne regarde que ses agents.",
        "few": "moins de 50 agents",
        "many": "50 agents ou plus",
        "large": "Commune de 3 500 habitants ou plus",
        "small": "Commune de moins de 3 500 habitants",
        "grouping": "Intercommunalité, toute population",
        "none": "Rien par défaut",
        "rules": "Règles seulement",
        "all": "Bases et règles",
        "large-few": "",
        "large-many": "bourg-centre (55)",
        "small-few": "Valbourg (18)",
        "small-many": "2 900 hab. (60)",
        "grouping-few": "",
        "grouping-many": "la nôtre (62)",
        "ranking-title": "Dix jeux de données, valeur × facilité − risque",
        "ranking-desc": "Notes inventées. Le meilleur score va à un fichier d'appels où l'on reconnaît des personnes : il est écarté avant"
        " tout classement, comme deux autres.",
        "open": "À classer",
        "closed": "Écarté : on y reconnaît des personnes",
        "budget": "Budget et comptes",
        "places": "Lieux et horaires",
        "energy": "Énergie des bâtiments",
        "lamps": "Points lumineux",
        "faults": "Pannes par rue et par mois",
        "addresses": "Adresses de la commune",
        "grants": "Subventions aux associations",
        "calls": "Appels, un par ligne",
        "aid": "Aides sociales, sans les noms",
        "images": "Images des caméras",
    },
    "en": {
        "thresholds-title": "Who must publish by default",
        "thresholds-desc": "A commune publishes its databases from 3,500 inhabitants and 50 staff. From 50 staff it publishes the rules of"
        " its algorithms, whatever its population. A grouping looks at its staff alone.",
        "few": "fewer than 50 staff",
        "many": "50 staff or more",
        "large": "Commune of 3,500 inhabitants or more",
        "small": "Commune under 3,500 inhabitants",
        "grouping": "Grouping, whatever its population",
        "none": "Nothing by default",
        "rules": "Rules only",
        "all": "Data and rules",
        "large-few": "",
        "large-many": "market town (55)",
        "small-few": "Valbourg (18)",
        "small-many": "pop. 2,900 (60)",
        "grouping-few": "",
        "grouping-many": "ours (62)",
        "ranking-title": "Ten data sets, value × ease − risk",
        "ranking-desc": "Invented marks. The best score goes to a file of calls in which people can be recognised: it is set aside before"
        " any ranking, like two others.",
        "open": "To be ranked",
        "closed": "Set aside: people can be recognised",
        "budget": "Budget and accounts",
        "places": "Places and opening hours",
        "energy": "Energy of buildings",
        "lamps": "Street lights",
        "faults": "Faults by street and month",
        "addresses": "Addresses of the commune",
        "grants": "Grants to associations",
        "calls": "Calls, one a row",
        "aid": "Social aid, without names",
        "images": "Camera images",
    },
}

STYLES: Final = {
    "all": (BLUE, BLUE, "#ffffff"),
    "rules": (STRIPES, OCHRE, INK),
    "none": ("#ffffff", INK, INK),
}
"""Filling, outline and ink of a cell."""


def outcome(kind: str, people: int, staff: float) -> str:
    """`all`, `rules` or `none`: what the body publishes by default, as the model judges."""
    due = duties(kind, people, staff)
    if {"open-data-commune", "open-data-grouping"} & set(due):
        return "all"
    return "rules" if "algorithms" in due else "none"


def thresholds(language: str) -> str:
    """Two columns (staff) by three rows (population, then groupings), each cell judged by the model."""
    words = WORDS[language]
    rows = (("large", COMMUNE, 3_500), ("small", COMMUNE, 3_499), ("grouping", "cc", 9_000))
    columns = (("few", 49.0), ("many", 50.0))
    parts = [
        SHEET.text(105 + 190 * at, 22, words[name], size=16, anchor="middle")
        for at, (name, _) in enumerate(columns)
    ]
    y = 52
    for row, kind, people in rows:
        parts.append(SHEET.text(10, y, words[row], bold=True))
        for at, (column, staff) in enumerate(columns):
            result = outcome(kind, people, staff)
            fill, outline, ink = STYLES[result]
            x = 10 + 190 * at + 2
            parts.append(
                f'<rect x="{x}" y="{y + 8}" width="186" height="58" fill="{fill}" stroke="{outline}" stroke-width="2"/>'
            )
            if result == "rules":
                parts.append(f'<rect x="{x + 8}" y="{y + 14}" width="170" height="46" fill="#ffffff"/>')
            case = words[f"{row}-{column}"]
            parts.append(
                SHEET.text(
                    x + 93, y + (34 if case else 43), words[result], bold=True, anchor="middle", fill=ink
                )
            )
            if case:
                parts.append(SHEET.text(x + 93, y + 54, case, size=15, anchor="middle", fill=ink))
        y += 92
    return SHEET.page(language, words["thresholds-title"], words["thresholds-desc"], y - 18, parts)


def ranked(language: str) -> str:
    """The scores of the ten data sets, those about people striped."""
    words = WORDS[language]
    longest = max(score(one) for one in DATA_SETS)
    parts = [
        f'<rect x="10" y="10" width="18" height="14" fill="{BLUE}" stroke="{BLUE}" stroke-width="2"/>',
        SHEET.text(36, 22, words["open"]),
        f'<rect x="10" y="34" width="18" height="14" fill="{STRIPES}" stroke="{RED}" stroke-width="2"/>',
        SHEET.text(36, 46, words["closed"]),
    ]
    y = 62
    for one in ranking(veto=False):
        value = score(one)
        fill, outline = (STRIPES, RED) if one.personal else (BLUE, BLUE)
        width = max(330 * value / longest, 3)
        text = f"{value:g}".replace("-", "−")
        parts += [
            SHEET.text(10, y + 14, words[one.id], bold=not one.personal),
            f'<rect x="10" y="{y + 20}" width="{width:.1f}" height="14" fill="{fill}" stroke="{outline}" stroke-width="2"/>',
            SHEET.text(20 + width, y + 33, text),
        ]
        y += 44
    return SHEET.page(language, words["ranking-title"], words["ranking-desc"], y + 4, parts)


PICTURES: Final[dict[str, Callable[[str], str]]] = {"thresholds": thresholds, "ranking": ranked}


def draw() -> dict[str, str]:
    """Every picture in every language: file name → SVG text."""
    return every(PICTURES)
