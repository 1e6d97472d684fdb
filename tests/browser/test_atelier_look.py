"""How the notebooks' outputs look in a real browser: nothing cut, nothing over another, axe finds nothing."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from conftest import AXE_COLOURS, AXE_LAYOUT

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "exercises"))

import atelier
from atelier.display import html_of
from atelier.sanitizer import clean
from atelier.state import State, using

ROOT = Path(__file__).resolve().parents[2]
EXERCISES = ROOT / "exercises"
pytestmark = pytest.mark.browser

THEME = ROOT / "site_config" / "theme" / "assets" / "parcours" / "tokens.css"
FAULTS = """() => [...document.querySelectorAll("svg.at-svg")].flatMap((svg) => {
  const room = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll("text")].map((text) => [text.textContent, text.getBoundingClientRect()]);
  const cut = texts.filter(([, box]) => box.left < room.left - 1 || box.right > room.right + 1
    || box.top < room.top - 1 || box.bottom > room.bottom + 1).map(([words]) => `cut: ${words}`);
  const over = texts.flatMap(([one, a], place) => texts.slice(place + 1).filter(([, b]) => a.left < b.right - 1
    && b.left < a.right - 1 && a.top < b.bottom - 4 && b.top < a.bottom - 4).map(([two]) => `${one} over ${two}`));
  const small = texts.filter(([, box]) => box.height < 13).map(([words]) => `small: ${words}`);
  return [...cut, ...over, ...small];
})"""


def outputs() -> str:
    points = [(float(x), 30.0 - x) for x in range(16)]
    long = "Extinction de 0 h à 5 h seule, sur les anciennes lampes"
    things = [
        atelier.bars("Énergie selon la mesure", {long: 10056, "LED et abaissement": 6357, "Rien": 18122},
                     unit="MWh par an", source="Calcul du modèle", highlight=["LED et abaissement"]),
        atelier.bars("Qui gagne, qui perd", {"Dijon": -1006142, "Fontaine-lès-Dijon": 14973, "Flavignerot": 74524},
                     unit="€ par an", source="Calcul"),
        atelier.tornado("Temps de retour", [("Puissance des anciennes lampes", 15.1, 8.0), ("Prix", 13.0, 8.7)],
                        base=10.4, unit="années", source="Calcul"),
        atelier.line("Coût cumulé", {"Ne rien faire": points, "LED": [(x, 2 * y) for x, y in points]},
                     x_label="Années", y_label="Coût", unit="millions d’euros", source="Calcul",
                     marks=[("Neuilly-Crimolois, la plus proche du seuil", 4, 26), ("Fin du contrat", 12, 36)]),
        atelier.table("Mesures", ["Mesure", "MWh par an", "Investissement", "Part"],
                      [[long, 18122, atelier.euros(22_100_000), atelier.percent(0.649, 1)]], source="Calcul"),
        *(atelier.check_number(answer, expected=64.9, tolerance=0.5, unit="%", hints=["Comparez."], name=str(answer))
          for answer in (None, "abc", "64,9", "12")),
    ]  # fmt: skip
    return clean("".join(map(html_of, things)))


def page(folder: Path, *, dark: bool, styled: bool) -> str:
    with using(State()):
        body = outputs()
    links = (
        '<link rel="stylesheet" href="tokens.css"><link rel="stylesheet" href="atelier.css">'
        if styled
        else ""
    )
    paper, ink = ("#111", "#eee") if dark else ("#fff", "#222")
    colours = "var(--pc-paper); color: var(--pc-ink)" if styled else f"{paper}; color: {ink}"
    scheme = "slate" if dark else "default"
    name = f"{scheme}-{'styled' if styled else 'bare'}.html"
    (folder / name).write_text(
        f'<!doctype html><html lang="fr"><meta charset="utf-8"><title>Essai</title><link rel="icon" href="data:,">{links}'
        f"<style>body {{ margin: 0; font: 17px/1.5 sans-serif; background: {colours} }} main {{ margin: 0 16px }}"
        f'</style><body data-md-color-scheme="{scheme}"><main><h1>Essai</h1>{body}</main></body></html>',
        encoding="utf-8",
    )
    return name


WAYS = ((360, ()), (320, AXE_LAYOUT), (900, AXE_LAYOUT))
"""Each width, and what axe looks for there: all of it once."""


def test_outputs_are_whole_and_accessible(tmp_path, serve_folder, same_page, axe):
    shutil.copy(THEME, tmp_path)
    shutil.copy(EXERCISES / "atelier" / "atelier.css", tmp_path)
    address = serve_folder(tmp_path, policy="")
    faults = []
    for dark, styled in ((False, True), (False, False), (True, True), (True, False)):
        sheet = same_page()
        sheet.goto(f"{address}/{page(tmp_path, dark=dark, styled=styled)}")
        for width, rules in WAYS[:1] if dark else WAYS:  # the dark ones differ in colours alone
            told = f"{width}, {'dark' if dark else 'light'}, {'styled' if styled else 'bare'}"
            sheet.set_viewport_size({"width": width, "height": 800})
            faults += [f"{told}: {fault}" for fault in sheet.evaluate(FAULTS)]
            if styled and sheet.evaluate("document.documentElement.scrollWidth") > width:
                faults.append(f"{told}: wider than the screen")
            sheet.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
            faults += [f"{told}: {fault}" for fault in axe(sheet, only=AXE_COLOURS if dark else rules)]
            sheet.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = false; })")
    assert faults == []
