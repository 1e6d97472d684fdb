"""What every command shares: options, the project it works in, and one way out for every fault."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from generator.building.faults import EngineError, OperatorError, UnsafeSiteError
from generator.building.project import find_project
from generator.cli.telling import say, tell_failure

CONTEXT: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

FORMAT = click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="Text for people, JSON for programs.",
)  # fmt: skip

FAULTS, MISUSE, ENGINE, BUG, INTERRUPTED = 1, 2, 3, 70, 130

REPORT_TO = "the project's issue tracker (see CONTRIBUTING.md)"

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(slots=True)
class Settings:
    """The common options, wherever on the line they were given."""

    quiet: bool = False
    debug: bool = False
    project: Path | None = None

    def root(self) -> Path:
        """The project's folder."""
        return find_project(self.project or Path.cwd())


_settings = Settings()


def settings() -> Settings:
    """The common options of this run."""
    return _settings


def _remember(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def callback(_: click.Context, __: click.Parameter, value: Any) -> None:
        if value:  # given before the command or after it: either counts
            setattr(_settings, name, value)

    return callback


def with_common_options(command: F) -> F:
    """`--quiet`, `--debug` and `--project`, accepted before and after the command's name."""
    folder = click.Path(path_type=Path, file_okay=False)
    options = (
        click.option("-q", "--quiet", is_flag=True, expose_value=False, callback=_remember("quiet"),
                     help="Say nothing but what is wrong."),
        click.option("--debug", is_flag=True, expose_value=False, callback=_remember("debug"),
                     help="Show the full trace of an unexpected error."),
        click.option("--project", type=folder, expose_value=False, callback=_remember("project"), metavar="DIR",
                     help="Folder of the course; the one you are in, or above, when left out."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


class Stop(Exception):  # noqa: N818  (not an error: everything has been said, only the exit code is left)
    """Leave with this exit code; what there was to say has been said."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def exit_code_of(cli: click.Command, arguments: Sequence[str] | None) -> int:
    """Run the command line, tell what went wrong, and give the exit code."""
    global _settings  # noqa: PLW0603  (one run, one set of options; tests run several in one process)
    _settings = Settings()
    try:
        result = cli.main(args=arguments, prog_name="parcours", standalone_mode=False)
    except (Exception, KeyboardInterrupt) as fault:  # noqa: BLE001  (whatever is not foreseen below is our bug)
        return _told(fault)
    return result if isinstance(result, int) else 0


def _told(fault: BaseException) -> int:
    """Tell a fault that ends the command; gives its exit code."""
    code = BUG
    match fault:
        case Stop():
            code = fault.code
        case click.exceptions.Exit():
            code = fault.exit_code
        case click.ClickException():
            fault.show()
            code = MISUSE
        case click.Abort() | KeyboardInterrupt():
            say("Interrupted.", stderr=True)
            code = INTERRUPTED
        case OperatorError() | EngineError() | UnsafeSiteError():
            tell_failure(fault)
            code = {OperatorError: MISUSE, EngineError: ENGINE, UnsafeSiteError: FAULTS}[type(fault)]
        case BrokenPipeError():
            code = 0  # the reader of a pipe, such as `head`, had enough
        case _:
            _tell_bug(fault)
    return code


def _tell_bug(error: BaseException) -> None:
    if _settings.debug:
        say("".join(traceback.format_exception(error)), stderr=True)
    say(
        f"This is a fault of Parcours, not yours: {type(error).__name__}: {error}",
        "bold red",
        stderr=True,
    )
    more = (
        "with the trace above" if _settings.debug else "with what `--debug` added to the same command shows"
    )
    say(f"  Please report it to {REPORT_TO}, {more}.", stderr=True)
