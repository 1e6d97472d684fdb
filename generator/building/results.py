"""`parcours results`: from what learners handed over to the files of a report, on this machine and nowhere else.

Lives here: the order of the steps, and the writing. May not live here: reading results (see `reading.results`), counting
(`generator.results`), the page and the tables (`renderers.results`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.building.faults import OperatorError, told_plainly
from generator.building.files import write_file
from generator.building.project import edition_named
from generator.diagnostics import Place
from generator.model import Course, Edition, Remark, Result, Variant
from generator.results import Class, count_results
from generator.rules import Severity

FOLDER = Path("build", "results")


@dataclass(frozen=True)
class Report:
    """What was made: the files, what they say, and what there is to say of what was handed over."""

    folder: Path
    files: tuple[str, ...]
    group: Class | None
    remarks: tuple[Remark, ...]


def report_results(
    root: Path,
    course: Course,
    names: Sequence[str],
    *,
    edition: str,
    language: str | None,
    out: Path | None,
    piped: bytes = b"",
) -> Report:
    """Read results and write their report.

    Args:
        root: the project's folder.
        course: what the results answer.
        names: files and folders as people gave them; `-` for `piped`.
        edition: whose questions the report quotes.
        language: of the report; that of most results when left out.
        out: where the files go; `build/results` in the project when left out.
        piped: what came through standard input.

    Returns:
        The report; its `group` is `None`, and nothing is written, when no result could be read.

    Raises:
        OperatorError: for an edition or a language that is not there, a folder that cannot be written.
    """
    # Loaded here: other commands should not wait for templates.
    from generator.editions import select, selectable  # noqa: PLC0415
    from generator.reading.look import read_look  # noqa: PLC0415
    from generator.reading.results import read_results  # noqa: PLC0415
    from generator.renderers.results import NAMES, render  # noqa: PLC0415

    spec = edition_named(course, edition)
    if not selectable(course, spec):
        raise OperatorError(
            f"The edition '{edition}' names a place, a language or an audience that does not exist",
            "mend what `parcours check` tells of site_config/editions.yml",
        )
    selected = select(course, spec)
    handed = read_results(names, course.id, piped)
    folder = out or root / FOLDER
    if not handed.results:
        return Report(folder, (), None, tuple(handed.remarks))
    variant = _variant(selected, handed.results, language)
    group = count_results(handed.results, variant)
    tree = render(group, handed.results, variant, course.version, read_look(root))
    with told_plainly(folder):
        for path, data in tree.items():
            write_file(folder / path, data)
        for name in (name for known in NAMES.values() for name in known):
            # What an earlier report said of each person must not stay beside one that may not say it.
            if name not in {str(path) for path in tree}:
                (folder / name).unlink(missing_ok=True)
    remarks = (*handed.remarks, *_unknown(group, handed.results))
    return Report(folder, tuple(str(path) for path in tree), group, remarks)


def _variant(edition: Edition, results: Sequence[Result], language: str | None) -> Variant:
    """The variant that a report quotes: in the language asked for, for the readers who handed most results."""
    languages = [result.language for result in results]
    wanted = language or max(sorted(set(languages)), key=languages.count)
    own = [variant for variant in edition.variants if variant.language == wanted]
    if not own and language:
        offered = ", ".join(dict.fromkeys(variant.language for variant in edition.variants))
        raise OperatorError(
            f"the edition '{edition.spec.name}' is not in the language '{language}'", f"it is in: {offered}"
        )
    audiences = [result.audience for result in results]
    return max(own or edition.variants, key=lambda variant: audiences.count(variant.audience))


def _unknown(group: Class, results: Sequence[Result]) -> tuple[Remark, ...]:
    """What results speak of and the edition does not have: once each, at the first place that does."""
    places: dict[tuple[str, ...], Place] = {}
    for result in results:
        for question in result.questions:
            places.setdefault((question.module, question.question), question.place)
        for cell in result.exercises:
            places.setdefault((cell.module, cell.exercise, cell.cell), cell.place)
    remarks = []
    for key, count in group.unknown.items():
        who = "1 result answers" if count == 1 else f"{count} results answer"
        remarks.append(
            Remark(
                f"{who} '{'/'.join(key)}', which this edition does not ask: it is left out",
                places[key],
                "name the edition that was followed (--edition), or report from the version of the course that was",
                Severity.WARNING,
            )
        )
    return tuple(sorted(remarks, key=lambda remark: remark.sort_key))
