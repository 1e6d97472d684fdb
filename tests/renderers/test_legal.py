"""Legal pages: complete in each language, honest about what is missing, and nobody's markup but ours."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from support.courses import edition, sound_course

from generator.model import AccessibilityAction, AccessibilityPlan, Edition, Site
from generator.renderers import legal

AUDIT = {
    "date": "2027-03-01",
    "state": "partiellement-conforme",
    "rate": "71.4",
    "auditor": "Cabinet Exemple",
    "report": "https://example.org/audit",
}


def published(**values: object) -> Edition:
    """The sound course's edition, published by an authority that said only `values` of itself."""
    chosen = edition(sound_course())
    empty = dict.fromkeys(
        ("authority", "address", "contact", "publication_director", "dpo_contact", "host", "home"), ""
    )
    site = Site(**{**empty, "accessibility_audit": None, "place": chosen.site.place, **values})
    return replace(chosen, site=site)


def page(chosen: Edition, name: str, language: str = "fr") -> str:
    variant = next(v for v in chosen.variants if v.language == language)
    return next(p.text for p in legal.render(chosen, variant) if p.id == name)


def test_each_language_has_its_pages_under_its_own_addresses() -> None:
    chosen = published()
    slugs = {v.language: [p.slug for p in legal.render(chosen, v)] for v in chosen.variants}
    assert slugs == {
        "fr": ["mentions-legales", "confidentialite", "accessibilite", "schema-accessibilite"],
        "en": ["legal-notice", "privacy", "accessibility", "accessibility-plan"],
    }


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", ["legal", "privacy", "accessibility", "plan"])
def test_what_the_authority_has_not_said_is_told_in_a_sentence(name: str, language: str) -> None:
    text = page(published(), name, language)
    told = "n’a pas encore" if language == "fr" else "has not"
    assert told in text
    labels = r"^(?:- )?(?:Adresse|Contact|Hébergeur|Address|Host|Controller|Par courrier|By post)[^\n]*:\s*$"
    assert not re.search(labels, text, re.MULTILINE), "a label is left without its value"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_site_calls_itself_a_demonstration_until_an_authority_has_a_name(language: str) -> None:
    assert '!!! warning "' in page(published(), "legal", language)
    assert '!!! warning "' not in page(published(authority="Commune de Valbourg"), "legal", language)


def test_no_page_claims_conformity_without_an_audit() -> None:
    text = page(published(), "accessibility")
    assert "**non conforme**" in text
    assert "Aucun audit de conformité n’a été réalisé." in text
    assert "conformité partielle" not in text


def test_a_declared_audit_gives_its_state_rate_day_and_report() -> None:
    chosen = published(accessibility_audit=AUDIT)
    assert "**conformité partielle**" in page(chosen, "accessibility")
    assert "**71,4\u00a0%**" in page(chosen, "accessibility")
    assert "1er\u00a0mars\u00a02027 par Cabinet Exemple" in page(chosen, "accessibility")
    assert "](https://example.org/audit)" in page(chosen, "accessibility")
    assert "**71.4%**" in page(chosen, "accessibility", "en")
    assert "partially compliant" in page(chosen, "accessibility", "en")


PLAN = AccessibilityPlan(
    2027,
    2028,
    "Mission numérique, numerique@valbourg.example",
    "Deux jours de formation.",
    "",
    (AccessibilityAction(2027, "Faire auditer le | parcours", "juin", "under-way"),),
)


def test_without_a_plan_the_page_says_what_is_owed_and_claims_nothing() -> None:
    text = page(published(), "plan")
    assert "l’obligation n’est pas remplie" in text
    assert re.search(r"25\s000\s€", text)
    assert "elle ne les a pas encore renseignés" in page(published(), "accessibility")


def test_a_declared_plan_gives_its_years_its_means_and_each_action_once() -> None:
    chosen = published(authority="Commune de Valbourg", accessibility_plan=PLAN)
    text = page(chosen, "plan")
    assert "## Le schéma, de 2027 à 2028" in text
    assert "| Faire auditer le \\| parcours | juin | en cours |" in text
    assert text.count("Faire auditer") == 1
    assert "Aucune action n’est encore inscrite pour cette année." in text, "2028 has none"
    assert "n’est pas remplie" not in text
    assert "(schema-accessibilite.md), de 2027 à 2028" in page(chosen, "accessibility")
    assert "(accessibility-plan.md), from 2027 to 2028" in page(chosen, "accessibility", "en")
    assert "| juin | under way |" in page(chosen, "plan", "en")


def test_the_statement_has_every_part_of_the_official_model() -> None:
    titles = re.findall(r"^## (.+)$", page(published(), "accessibility"), re.MULTILINE)
    assert titles == [
        "Déclaration d’accessibilité",
        "État de conformité",
        "Résultats des tests",
        "Contenus non accessibles",
        "Établissement de cette déclaration",
        "Retour d’information et contact",
        "Voies de recours",
    ]
    assert "Libre réponse 71120" in page(published(), "accessibility")


def test_a_mail_address_and_a_web_address_become_links() -> None:
    chosen = published(contact="contact@valbourg.example", home="https://valbourg.example/cours/")
    assert "](mailto:contact@valbourg.example)" in page(chosen, "legal")
    assert "](https://valbourg.example/cours/)" in page(chosen, "legal")


@pytest.mark.parametrize("name", ["legal", "privacy", "accessibility", "plan"])
@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "*a* `b` # c\n# d",
        "![i](//e.example/x.png)",
        "&lt;b&gt;",
    ],
)
def test_a_value_is_never_markup(name: str, hostile: str) -> None:
    chosen = published(authority=hostile, address=hostile, contact=hostile, dpo_contact=hostile, host=hostile)
    for language in ("fr", "en"):
        text = page(chosen, name, language)
        assert "<script" not in text
        assert not re.search(r"(?<!\\)\[x(?<!\\)\]", text)
        assert not re.search(r"(?<!\\)!(?<!\\)\[i", text)
        assert not re.search(r"^# d", text, re.MULTILINE)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_privacy_page_tells_of_kept_python_where_there_are_exercises(language: str) -> None:
    without = edition(replace(sound_course(), exercises={}))
    assert "parcours-python" in page(edition(sound_course()), "privacy", language)
    assert "parcours-python" not in page(without, "privacy", language)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_choice_of_territory_is_told_where_learners_can_make_one(language: str) -> None:
    chosen = published()
    closed = replace(chosen, spec=replace(chosen.spec, chooser=False))
    opened = replace(chosen, spec=replace(chosen.spec, chooser=True))
    assert "`parcours.territory`" in page(opened, "privacy", language)
    assert "parcours.territory" not in page(closed, "privacy", language)
    forget = "«\u00a0Oublier mon choix\u00a0»" if language == "fr" else "“Forget my choice”"
    assert forget in page(opened, "privacy", language)


KEEPS = re.compile(
    r"\b(?:setItem|caches\.open|indexedDB\.open|cookieStore|getDirectory|sessionStorage\.\w)\b|document\.cookie\s*="
)
KEPT_BY = {
    "exercise/copies.js": "JupyterLite Storage",
    "learner/attestation-page.js": "parcours.name",
    "learner/database.js": "parcours",
    "learner/inventory.js": "",  # looks at all and keeps nothing
    "learner/mirror.js": "parcours.journal",
    "offline/site.js": "parcours-site",
    "offline/worker/keeping.js": "parcours-site",
    "runtime/kept.js": "parcours-python",
    "site/comfort.js": "parcours.comfort",
    "site/first.js": "/.__palette",
    "territory/choice.js": "parcours.territory",
}
"""Each script that keeps something on the device, and under which name."""


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_privacy_page_names_all_that_scripts_keep(language: str, root: Path) -> None:
    scripts = root / "generator" / "browser"
    texts = {path.relative_to(scripts).as_posix(): path.read_text("utf-8") for path in scripts.rglob("*.js")}
    assert {name for name, text in texts.items() if KEEPS.search(text)} == KEPT_BY.keys(), (
        "say on the privacy page what is kept, and under which name"
    )
    chosen = edition(sound_course())
    opened = replace(chosen, spec=replace(chosen.spec, chooser=True))
    told = page(opened, "privacy", language)
    names = {f"parcours.{name}" for text in texts.values() for name in re.findall(r'"parcours\.(\w+)', text)}
    assert names >= {"parcours.comfort", "parcours.journal"}
    for name in sorted(names | set(filter(None, KEPT_BY.values()))):
        assert f"`{name}" in told, f"the privacy page does not tell of {name}"
