"""The module's pictures, as SVG text drawn from the numbers of `figures.figures()`.

Lives here: `draw(name, language, figures)` and nothing that computes a share. Words stand in the language asked for.
Bars differ by filling as well as by colour, every bar carries its value, and `<desc>` says what the picture shows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Final

WIDTH: Final = 400
INK: Final = "#1f2933"
BLUE: Final = "#1b4f72"
OCHRE: Final = "#9a5b00"
NO_BREAK: Final = "\u00a0"

Figures = Mapping[str, float]

WORDS: Final[dict[str, dict[str, str]]] = {
    "fr": {
        "ages-title": "Qui est là, qui reste dehors",
        "ages-desc": "Sur cent personnes de 15 ans et plus : combien à chaque âge, et combien d'un service tout en ligne resteraient dehors."
        " Peu nombreuses, les personnes de 75 ans et plus font plus de la moitié de celles qui restent dehors.",
        "people": "Part parmi les 15 ans et plus",
        "outside": "Part parmi ceux qui restent dehors",
        "young": "15–24 ans",
        "middle": "25–59 ans",
        "senior": "60–74 ans",
        "oldest": "75 ans et plus",
        "floor-title": "Viser la moyenne, ou un plancher pour chaque âge",
        "floor-desc": "Part des personnes atteintes selon le plan. Viser la moyenne atteint presque tout le monde, mais laisse un quart des"
        " personnes de 75 ans et plus dehors.",
        "all": "Tous les âges",
        "online": "Tout en ligne",
        "mean": "Viser 95 % de tous",
        "floor90": "95 % de tous, 90 % à chaque âge",
        "cost": "{amount} par an",
    },
    "en": {
        "ages-title": "Who is there, who stays outside",
        "ages-desc": "Out of a hundred people of 15 and over: how many at each age, and how many would stay outside an online-only service."
        " Few as they are, people of 75 and over make up more than half of those left outside.",
        "people": "Share of people of 15 and over",
        "outside": "Share of those left outside",
        "young": "15–24",
        "middle": "25–59",
        "senior": "60–74",
        "oldest": "75 and over",
        "floor-title": "Aim at the mean, or set a floor for each age",
        "floor-desc": "Share of people reached by each plan. Aiming at the mean reaches nearly everyone, but leaves a quarter of the people of"
        " 75 and over outside.",
        "all": "All ages",
        "online": "Online only",
        "mean": "Aim at 95% of all",
        "floor90": "95% of all, 90% at each age",
        "cost": "{amount} a year",
    },
}


def percent(value: float, language: str) -> str:
    """A share (0 to 1) as a whole percentage."""
    return f"{round(100 * value)}{NO_BREAK}%" if language == "fr" else f"{round(100 * value)}%"


def euros(value: float, language: str) -> str:
    """Whole euros: `47 000 €`, `€47,000`."""
    text = f"{value:,.0f}"
    return text.replace(",", "\u202f") + f"{NO_BREAK}€" if language == "fr" else f"€{text}"


def write(x: float, y: float, text: str, *, size: int = 16, bold: bool = False) -> str:
    """One line of text."""
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x:g}" y="{y:g}" font-size="{size}"{weight}>{escape(text)}</text>'


def bar(x: float, y: float, width: float, style: str) -> str:
    """A bar, `full` or `striped`, each with its own outline colour."""
    colour, fill = {"full": (BLUE, BLUE), "striped": (OCHRE, "url(#stripes)")}[style]
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{max(width, 2):.1f}" height="14"'
        f' fill="{fill}" stroke="{colour}" stroke-width="2"/>'
    )


def frame(name: str, language: str, height: int, parts: list[str]) -> str:
    """The whole picture: title, description, white background, then the parts."""
    words = WORDS[language]
    stripes = (
        '<defs><pattern id="stripes" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="#ffffff"/><rect width="4" height="8" fill="{OCHRE}"/></pattern></defs>'
    )
    lines = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" lang="{language}"'
            f' aria-labelledby="{name}-title {name}-desc" font-family="sans-serif" fill="{INK}">'
        ),
        f'<title id="{name}-title">{escape(words[f"{name}-title"])}</title>',
        f'<desc id="{name}-desc">{escape(words[f"{name}-desc"])}</desc>',
        stripes,
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        *parts,
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def key(first: str, second: str) -> list[str]:
    """The two kinds of bars and what they mean."""
    return [
        bar(10, 10, 18, "full"),
        write(36, 22, first),
        bar(10, 34, 18, "striped"),
        write(36, 46, second),
    ]


def ages(language: str, figures: Figures) -> str:
    """Each age among the people, then among those left outside."""
    words = WORDS[language]
    parts = key(words["people"], words["outside"])
    y = 68
    for band in ("young", "middle", "senior", "oldest"):
        parts.append(write(10, y + 15, words[band], bold=True))
        y += 22
        for figure, style in ((f"age-{band}", "full"), (f"part-{band}", "striped")):
            width = 600 * figures[figure]
            parts += [
                bar(10, y + 2, width, style),
                write(20 + width, y + 15, percent(figures[figure], language)),
            ]
            y += 22
        y += 8
    return frame("ages", language, y, parts)


def floor(language: str, figures: Figures) -> str:
    """Three plans: who is reached, overall and at 75 and over, and what it costs."""
    words = WORDS[language]
    parts = key(words["all"], words["oldest"])
    y = 68
    for plan in ("online", "mean", "floor90"):
        amount = words["cost"].format(amount=euros(figures[f"{plan}-cost"], language))
        parts += [write(10, y + 15, words[plan], bold=True), write(10, y + 36, amount)]
        y += 42
        for figure, style in ((f"{plan}-overall", "full"), (f"{plan}-oldest", "striped")):
            width = 320 * figures[figure]
            parts += [
                bar(10, y + 2, width, style),
                write(20 + width, y + 15, percent(figures[figure], language)),
            ]
            y += 22
        y += 10
    return frame("floor", language, y, parts)


PICTURES: Final[dict[str, Callable[[str, Figures], str]]] = {"ages": ages, "floor": floor}


def draw(name: str, language: str, figures: Figures) -> str:
    """The SVG text of one picture (`ages` or `floor`) in one language (`fr` or `en`)."""
    return PICTURES[name](language, figures)
