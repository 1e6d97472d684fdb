"""Pictures of lessons, as SVG text: the sheet they stand on, words, bars, numbers as a language writes them.

`exercises/<slug>/pictures.py` say with it what each picture of a module shows, from the numbers of its model, and
`make figures` writes the files. Every picture has a title and a description for those who do not see it, a white ground
of its own, since pages may be dark, and fillings that differ by more than their colour.
May not live here: what one picture shows. None of this goes with a notebook.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Final, Literal

Language = Literal["fr", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("fr", "en")
INK: Final = "#1f2933"
BLUE: Final = "#1b4f72"
OCHRE: Final = "#9a5b00"
RED: Final = "#8e2a20"
NO_BREAK: Final = "\u00a0"
STRIPES: Final = "url(#stripes)"
"""A filling: ochre on white. The sheet brings the pattern where a shape asks for it."""

Picture = Callable[[Language], str]
"""From a language to SVG text."""


def number(value: float, decimals: int, language: str) -> str:
    """A number in the conventions of the language: `18 122` and `10,4`, `18,122` and `10.4`."""
    text = f"{value:,.{decimals}f}"
    return text.replace(",", "\u202f").replace(".", ",") if language == "fr" else text


def percent(share: float, decimals: int, language: str) -> str:
    """A share (0 to 1) as a percentage: `6,5 %`, `6.5%`."""
    return number(100 * share, decimals, language) + (f"{NO_BREAK}%" if language == "fr" else "%")


def bar(x: float, y: float, width: float, height: float, style: str) -> str:
    """A bar: `full`, `striped` or `empty`, each with an outline of its own colour."""
    fill, colour = {"full": (BLUE, BLUE), "striped": (STRIPES, OCHRE), "empty": ("#ffffff", RED)}[style]
    return (
        f'<rect x="{x:.1f}" y="{y:g}" width="{max(width, 2):.1f}" height="{height:g}"'
        f' fill="{fill}" stroke="{colour}" stroke-width="2"/>'
    )


@dataclass(frozen=True)
class Sheet:
    """What a module's pictures stand on: narrow, so that a phone shows the words as large as those around them.

    Lengths are pixels; `size` is that of words which say no other.
    """

    width: int
    size: int

    def text(
        self,
        x: float,
        y: float,
        words: str,
        anchor: str = "start",
        *,
        size: int | None = None,
        bold: bool = False,
        fill: str = INK,
    ) -> str:
        """One line of words."""
        said = {
            "text-anchor": "" if anchor == "start" else anchor,
            "font-size": str(size) if size and size != self.size else "",
            "font-weight": "bold" if bold else "",
            "fill": "" if fill == INK else fill,
        }
        more = "".join(f' {name}="{value}"' for name, value in said.items() if value)
        return f'<text x="{x:g}" y="{y:g}"{more}>{escape(words, quote=False)}</text>'

    def page(self, language: str, title: str, desc: str, height: float, shapes: Iterable[str]) -> str:
        """The whole picture: title, description, ground, then the shapes."""
        drawn = list(shapes)
        stripes = (
            '<defs><pattern id="stripes" width="8" height="8" patternUnits="userSpaceOnUse">'
            f'<rect width="8" height="8" fill="#ffffff"/><rect width="4" height="8" fill="{OCHRE}"/></pattern></defs>'
        )
        opening = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width}" height="{height:g}"'
            f' viewBox="0 0 {self.width} {height:g}" role="img" lang="{language}" aria-labelledby="title desc"'
            f' font-family="sans-serif" font-size="{self.size}" fill="{INK}">'
        )
        lines = [
            opening,
            f'<title id="title">{escape(title, quote=False)}</title>',
            f'<desc id="desc">{escape(desc, quote=False)}</desc>',
            *([stripes] if any(STRIPES in shape for shape in drawn) else []),
            f'<rect width="{self.width}" height="{height:g}" fill="#ffffff"/>',
            *drawn,
            "</svg>",
        ]
        return "\n".join(lines) + "\n"


def every(pictures: Mapping[str, Picture]) -> dict[str, str]:
    """Each picture in each language, by the name of its file."""
    return {
        f"{name}.{language}.svg": make(language) for name, make in pictures.items() for language in LANGUAGES
    }
