"""`parcours new`, `parcours digest` and `parcours schemas`: the commands that write among the authors' files.

What only one command needs is imported when it runs: `parcours --help` should not wait for it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.building.faults import told_plainly
from generator.building.files import write_file
from generator.building.project import check_project
from generator.cli.common import FAULTS, Stop, settings, with_common_options
from generator.cli.telling import counted, say, tell_diagnostics
from generator.diagnostics import errors

if TYPE_CHECKING:
    from generator.building.scaffold import Scaffold
    from generator.model import Course


def _course(root: Path) -> Course:
    """The course, however many faults it has, as long as course.yml itself can be understood."""
    checked = check_project(root)
    if checked.course is None:
        tell_diagnostics(errors(checked.diagnostics), checked.sources)
        raise Stop(FAULTS)
    return checked.course


def _write(made: Scaffold, root: Path) -> None:
    paths = made.write(root)
    if not settings().quiet:
        say("\n".join(f"wrote {path}" for path in paths))
        say("Change the words, keep the ids. `parcours check` tells what is missing.", "green")


@click.group()
@with_common_options
def new() -> None:
    """Start a module, a lesson, a quiz, an exercise or an overlay.

    Files are made in every language of the course, with instructions as their
    text, and pass `parcours check` at once.
    """


@new.command("module")
@click.argument("name", metavar="ID")
@click.argument("slug")
@click.option(
    "--theme", default="", metavar="THEME", help="Theme it belongs to. [default: that of its sister modules]"
)
@with_common_options
def new_module(name: str, slug: str, theme: str) -> None:
    """Start a module: a situation, a notion, a quiz, notes for trainers.

    ID is short and never changes (d1). SLUG is the folder and the address in
    the site (d1-eau-potable).
    """
    from generator.building import scaffold  # noqa: PLC0415  (see the head of this file)

    root = settings().root()
    _write(scaffold.new_module(root, _course(root), name, slug, theme), root)


@new.command("lesson")
@click.argument("module")
@click.argument("slug")
@click.option(
    "--kind",
    default="notion",
    show_default=True,
    metavar="KIND",
    help="What the lesson does in its module: situation, notion, territory, deliverable or express.",
)
@with_common_options
def new_lesson(module: str, slug: str, kind: str) -> None:
    """Start a lesson at the end of a module.

    MODULE is the module's id or folder; SLUG is the lesson's name in the
    address of its page.
    """
    from generator.building import scaffold  # noqa: PLC0415  (see the head of this file)

    root = settings().root()
    _write(scaffold.new_lesson(root, _course(root), module, slug, kind), root)


@new.command("quiz")
@click.argument("module")
@with_common_options
def new_quiz(module: str) -> None:
    """Start the quiz of a module that has none: one question per objective."""
    from generator.building import scaffold  # noqa: PLC0415  (see the head of this file)

    root = settings().root()
    _write(scaffold.new_quiz(root, _course(root), module), root)


@new.command("exercise")
@click.argument("module")
@click.argument("slug")
@with_common_options
def new_exercise(module: str, slug: str) -> None:
    """Start an exercise of a module: a model, and a notebook that is a form.

    MODULE is the module's id or folder; SLUG is the name of the model in
    Python (water_leaks) and of the exercise in the address of its page.
    """
    from generator.building import scaffold_exercise  # noqa: PLC0415  (see the head of this file)

    root = settings().root()
    _write(scaffold_exercise.new_exercise(root, _course(root), module, slug), root)


@new.command("overlay")
@click.argument("name")
@click.argument("module", default="")
@click.argument("lesson", default="")
@with_common_options
def new_overlay(name: str, module: str, lesson: str) -> None:
    """Start an overlay: what a territory or an authority says of its own.

    NAME is its folder in site_config/overlays, and the name of the edition
    that shows it. It begins with a passage added to a lesson of MODULE (the
    first module when left out), or with a copy of LESSON to adapt. An overlay
    that exists gets that text more. The shared course is left as it is.
    """
    from generator.building import scaffold_overlay  # noqa: PLC0415  (see the head of this file)

    root = settings().root()
    _write(scaffold_overlay.new_overlay(root, _course(root), name, module, lesson), root)


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@with_common_options
def digest(paths: tuple[Path, ...]) -> None:
    """Say that translations and local texts were read again.

    PATH is a translated file, a local text of an overlay, or a folder; without
    one, all of them. Each file then carries the digest of the text it
    translates or follows, and `parcours check` warns when that text changes.
    """
    from generator.building import translations  # noqa: PLC0415  (see the head of this file)

    root = settings().root()
    signed = translations.sign(root, _course(root), paths)
    if not settings().quiet:
        for one in signed:
            if one.changed:
                say(f"signed {one.path}")
        say(
            f"{counted(sum(one.changed for one in signed), 'text')} signed, {sum(not one.changed for one in signed)} already up to date"
        )


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where to write them. [default: build/schemas in the course]",
)
@with_common_options
def schemas(out: Path | None) -> None:
    """Write the JSON Schemas of the course's files.

    An editor that knows them completes fields and underlines mistakes as you
    type.
    """
    from generator.reading import schemas as all_schemas  # noqa: PLC0415  (see the head of this file)

    folder = (out or settings().root() / "build" / "schemas").absolute()
    files = all_schemas()
    with told_plainly(folder):
        for name, text in files.items():
            write_file(folder / name, text.encode())
    if not settings().quiet:
        say(f"{counted(len(files), 'schema')} written to {folder}")
