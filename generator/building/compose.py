"""From a course to a manuscript and to a published site: the one place that calls selection and the renderers."""

from __future__ import annotations

from pathlib import Path

from generator.building import engines
from generator.building.annexes import Annex
from generator.building.archives import archive, timeless
from generator.building.book import books
from generator.building.codes import codes
from generator.building.faults import OperatorError
from generator.building.lite import lite
from generator.building.runtime import runtime
from generator.building.site import Manuscript, Progress, Report, StagedVariant, produce, silent
from generator.building.territories import figures_of
from generator.editions import select
from generator.model import Course, Edition, EditionSpec, Outputs, Tree
from generator.reading import read_look
from generator.renderers import deliverables, notebooks, pages, portal, servers, territories
from generator.renderers import lite as notebook_site

LOOK = ("mkdocs.yml", "site_config/theme")
"""What a site takes besides its course: without them the engine would fail, or make pages of another look."""


def ask_for_look(project: Path) -> None:
    """Raise where a project lacks what gives a site its look.

    Raises:
        OperatorError: it does.
    """
    for needed in LOOK:
        if not (project / needed).exists():
            raise OperatorError(f"'{project}' has no {needed}", "take the one of the Parcours repository")


def compose(
    project: Path, course: Course, spec: EditionSpec, outputs: Outputs, *, fillable: bool = False
) -> Manuscript:
    """Everything an edition publishes, in memory.

    Args:
        project: the project's folder, for the look of the site.
        course: a course without errors.
        spec: the edition.
        outputs: what the exercises show, see `Checked.outputs`.
        fillable: keep what other places need, for `groupings` to fill.
    """
    edition = select(course, spec, fillable=fillable)
    figures = figures_of(project, course, spec)
    files = exercise_files(edition)
    look = {**read_look(project), **codes(project, wanted=bool(files))}
    if files:
        files = {**files, **runtime(project, [exercise.files for exercise in course.exercises.values()])}
    folders, made = books(edition, outputs, look)
    files = {**files, **folders, **deliverable_files(edition)}
    sizes = {path.as_posix(): len(data) for path, data in files.items()}
    variants = tuple(
        StagedVariant(
            f"{variant.language}-{variant.audience}",
            variant.path,
            pages.render(edition, variant, look, outputs, sizes, figures.key if figures else ""),
        )
        for variant in edition.variants
    )
    annexes = (*annexes_of(project, edition), *made)
    return Manuscript(
        spec.name,
        edition.updated,
        {
            **portal.render(edition),
            **files,
            **territories.law(edition.obligations, spec.languages),
            **servers.published(edition),
        },
        variants,
        annexes,
        figures,
        servers.beside(edition),
    )


def annexes_of(project: Path, edition: Edition) -> tuple[Annex, ...]:
    """What other programs make of an edition's exercises; nothing where there are none."""
    staged = notebook_site.render(edition)
    return (lite(project, staged),) if staged else ()


def exercise_files(edition: Edition) -> Tree:
    """The exercises' files at the root of the site, archives made."""
    files = notebooks.render(edition)
    made = {path: archive(content, path.name.partition(".")[0]) for path, content in files.archives.items()}
    return {**files.tree, **made}


def deliverable_files(edition: Edition) -> Tree:
    """The texts to take away at the root of the site, Word documents made."""
    files = deliverables.render(edition)
    return {**files.tree, **{path: timeless(made) for path, made in files.documents.items()}}


def build(
    project: Path,
    course: Course,
    spec: EditionSpec,
    outputs: Outputs,
    *,
    engine: str = "mkdocs",
    out: Path | None = None,
    progress: Progress = silent,
) -> Report:
    """Build and publish one edition of a course that has no errors.

    Args:
        project: the project's folder.
        course: what it holds.
        spec: the edition.
        outputs: what the exercises show, see `Checked.outputs`.
        engine: `mkdocs` or `zensical`.
        out: folder of all builds; `build/` in the project when left out.
        progress: told after each variant.

    Raises:
        OperatorError, EngineError, UnsafeSiteError: see `ask_for_look` and `site.produce`.
    """
    ask_for_look(project)
    chosen = engines.engine_named(engine)
    return produce(compose(project, course, spec, outputs), chosen, out or project / "build", progress)
