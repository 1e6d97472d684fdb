"""The command line: commands, colours, progress and exit codes; the only room that prints and exits.

Lives here: `main` and the group of commands; `common` (options every command takes, one exit for every fault),
`telling` (what people read), `building`, `checking`, `kit`, `proof`, `results`, `territories` and `writing` (the commands). No course logic.

Exit codes: 0 done · 1 the course has faults · 2 the command cannot be carried out as asked · 3 a site engine failed ·
70 our own bug · 130 interrupted.
"""

from __future__ import annotations

import gc
import io
import sys
from collections.abc import Sequence

import click

from generator import __version__
from generator.cli.building import build, serve
from generator.cli.checking import check, editions, explain
from generator.cli.common import CONTEXT, exit_code_of, with_common_options
from generator.cli.kit import kit
from generator.cli.proof import verify
from generator.cli.results import results
from generator.cli.territories import territories
from generator.cli.writing import digest, new, schemas


@click.group(context_settings=CONTEXT)
@click.version_option(__version__, "-V", "--version", prog_name="parcours")
@with_common_options
def cli() -> None:
    """Parcours makes a training site from a folder of lessons and quizzes.

    Start with `parcours serve`: it opens the site on this machine and follows
    what you write. Before you publish, run `parcours check`, then `parcours
    build`: the site is then in build/default/site, ready to be copied to any
    web server.

    Every command explains itself: `parcours build --help`.
    """


for command in (
    build,
    kit,
    serve,
    check,
    explain,
    editions,
    territories,
    verify,
    results,
    new,
    digest,
    schemas,
):
    cli.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit code.

    Args:
        arguments: the command line without the program's name; that of the process when left out.
    """
    # A command lives for seconds and leaves few cycles behind: looking for them took a tenth of its time.
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        # A terminal or a pipe of another encoding shows what it can: no name of a place may end a command.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(exit_code_of(cli, arguments))
