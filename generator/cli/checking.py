"""`parcours check`, `parcours explain` and `parcours editions`: they look, and change nothing."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import click

from generator.building.faults import OperatorError
from generator.building.project import check_project, edition_named
from generator.cli.common import FAULTS, FORMAT, Stop, settings, with_common_options
from generator.cli.telling import say, summary, tell_diagnostics, tell_rows
from generator.diagnostics import Diagnostic, as_json, did_you_mean, errors
from generator.rules import RULES, Rule

if TYPE_CHECKING:
    from generator.model import Course, EditionSpec


@click.command()
@click.option(
    "--edition", metavar="NAME", help="Tell only what concerns this edition. [default: every edition]"
)
@FORMAT
@with_common_options
def check(edition: str | None, style: str) -> None:
    """Find everything that is wrong with the course.

    All faults are shown at once, each with its file and line, what is wrong
    and the way out. Errors stop a build; warnings do not.
    """
    checked = check_project(settings().root())
    found = checked.diagnostics
    if edition is not None and checked.course is not None:
        edition_named(checked.course, edition)
        found = tuple(d for d in found if _concerns(d, edition))
    wrong = bool(errors(found)) or checked.course is None
    if style == "json":
        click.echo(as_json(found))
    else:
        shown = errors(found) if settings().quiet else found
        tell_diagnostics(shown, checked.sources, stderr=False)
        if wrong or not settings().quiet:
            say(
                summary(found, checked.course),
                "bold red" if wrong else "bold yellow" if found else "bold green",
            )
    if wrong:
        raise Stop(FAULTS)


def _concerns(diagnostic: Diagnostic, edition: str) -> bool:
    return not diagnostic.edition or edition in re.split(r",\s*", diagnostic.edition)


@click.command()
@click.argument("rule", required=False)
@with_common_options
def explain(rule: str | None) -> None:
    """Say what a rule asks of you, and why; without a name, list all rules.

    RULE is the word in brackets of a message, as in error[dead-link].
    """
    if rule is None:
        rows = ((one.id, one.severity.value, one.sentence) for one in RULES.values())
        tell_rows(("rule", "", "what it asks"), rows)
        return
    say(_explained(_rule_named(rule)))


def _rule_named(name: str) -> Rule:
    named = re.search(r"\[([\w-]+)\]", name)
    name = (named.group(1) if named else name).strip().lower()
    if name not in RULES:
        hint = did_you_mean(name, RULES, otherwise="`parcours explain` lists them all")
        raise OperatorError(f"There is no rule called '{name}'", hint)
    return RULES[name]


def _explained(rule: Rule) -> str:
    effect = (
        "An error: the site is not built."
        if rule.severity.value == "error"
        else "A warning: the site is built."
    )
    return f"{rule.id}\n  {rule.sentence}\n  Why: {rule.why}\n  {effect}"


@click.command()
@FORMAT
@with_common_options
def editions(style: str) -> None:
    """List the editions of the course: what can be built, for whom.

    They are written in site_config/editions.yml.
    """
    checked = check_project(settings().root())
    if checked.course is None:
        tell_diagnostics(errors(checked.diagnostics), checked.sources)
        raise Stop(FAULTS)
    specs = checked.course.editions.values()
    language = checked.course.source_language
    if style == "json":
        click.echo(json.dumps({"editions": [_row(spec) for spec in specs]}, ensure_ascii=False, indent=2))
        return
    rows = (
        (spec.name, spec.title.get(language) or next(iter(spec.title.values()), ""), ", ".join(spec.audiences), ", ".join(spec.languages),
         _territory(checked.course, spec), spec.role.value, ", ".join(spec.modules))
        for spec in specs
    )  # fmt: skip
    tell_rows(("edition", "title", "for", "languages", "territory", "role", "modules"), rows)


def _territory(course: Course, spec: EditionSpec) -> str:
    """The name of the place an edition speaks of, or its code when the course does not know it."""
    # Loads what only a course needs: `parcours explain` should not wait for it.
    from generator.territories.places import known_territory, locality_of  # noqa: PLC0415

    if not known_territory(course, spec.territory):
        return spec.territory
    locality = locality_of(course, spec)
    place = locality.commune or locality.grouping
    return place.name if place else spec.territory


def _row(spec: EditionSpec) -> dict[str, object]:
    return {
        "name": spec.name,
        "title": dict(spec.title),
        "audiences": list(spec.audiences),
        "languages": list(spec.languages),
        "territory": spec.territory,
        "role": spec.role.value,
        "modules": list(spec.modules),
        "overlays": list(spec.overlays),
    }
