"""Which acronyms count as spelt out, and which do not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support import courses

from generator.checks import acronyms
from generator.diagnostics import Place
from generator.model import Passage, Term

COURSE = courses.sound_course()


def told(text: str, *terms: Term) -> list[str]:
    module = COURSE.modules["a1"]
    lesson = replace(module.lessons["fr"][0], passages=(Passage(text, None, Place("x.md")),))
    only = replace(module, lessons={"fr": (lesson,)})
    course = replace(COURSE, modules={"a1": only}, glossary={"fr": terms}, acronyms=frozenset({"GPS"}))
    return [d.message.split("'")[1] for d in acronyms.spelt(course)]


@pytest.mark.parametrize(
    "text",
    [
        "Une analyse d'impact relative à la protection des données (AIPD). L'AIPD dit tout.",
        "L'AIPD (analyse d'impact relative à la protection des données) dit tout.",
        "La CNIL, la Commission nationale de l'informatique et des libertés, dit tout.",
        "CNIL : Commission nationale de l'informatique et des libertés.",
        "La direction interministérielle du numérique, ou DINUM.",
        "A data protection impact assessment (in French AIPD, *analyse d'impact*).",
        "Les équivalents temps plein (ETP) comptent.",
        "## L'AIPD\n\nL'analyse d'impact (AIPD).",
        "| Aide |\n|---|\n| APA |\n\nAPA : allocation personnalisée d'autonomie.",
        "Un GPS, le chapitre XIV, du CO<sub>2</sub>, 12 MWh, l'article L311-3-1, Valbourg, `AIPD`.",
    ],
)
def test_words_beside_an_acronym_spell_it(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "acronym"),
    [
        ("L'AIPD (article 35) est due.", "AIPD"),
        ("L'AIPD (voir plus bas) est due.", "AIPD"),
        ("Selon la CNIL, il faut une analyse.", "CNIL"),
        ("Il faut le prouver (RGPD, article 5).", "RGPD"),
        ("L'AIPD vient avant.\n\nL'analyse d'impact relative à la protection des données (AIPD) suit.", "AIPD"),
        ("## L'AIPD\n\nElle vient avant.", "AIPD"),
        ("Deux EPCI, puis des EPCIs.", "EPCI"),
    ],
)  # fmt: skip
def test_an_acronym_without_its_words_is_told_once(text: str, acronym: str) -> None:
    assert told(text) == [acronym]


@pytest.mark.parametrize(
    ("name", "forms", "definition", "found"),
    [
        ("EPCI", (), "Établissement public de coopération intercommunale : des communes s'y groupent.", []),
        ("EPCI", ("établissement public de coopération intercommunale",), "Un groupement.", []),
        ("établissement public de coopération intercommunale", ("EPCI",), "Un groupement.", []),
        ("EPCI", ("intercommunalité",), "Un groupement de communes.", ["EPCI"]),
    ],
)
def test_a_glossary_entry_spells_it_with_its_words_only(
    name: str, forms: tuple[str, ...], definition: str, found: list[str]
) -> None:
    term = Term("epci", name, forms, definition, Place("g.yml"))
    assert told("L'EPCI paie.", term) == found
