"""What plain `mkdocs serve` and `mkdocs build` at the root of a project do, and `parcours serve` through them.

MkDocs builds the first variant of an edition itself, from our staged tree and into a folder of its own; when it is
done the whole site (portal, that variant, the others as kept or built beside) is published in one step where MkDocs
wanted its output. Until then the last good site stays. Called by `site_config/hooks.py`; MkDocs is not imported here.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from generator.building.annexes import build_annexes
from generator.building.compose import compose
from generator.building.engines import MKDOCS
from generator.building.faults import OperatorError, told_plainly
from generator.building.files import remove
from generator.building.locks import locked
from generator.building.project import Checked, edition_named, room_of
from generator.building.site import Bench, Manuscript, assemble, epoch_of, stage, tidy

WATCHED = ("course", "exercises", "site_config")
HOOK = "site_config/hooks.py"
EDITION_VARIABLE = "PARCOURS_EDITION"

_DATE = "SOURCE_DATE_EPOCH"
_DATE_WAS_GIVEN = _DATE in os.environ


class Preview:
    """One run of `mkdocs` over one edition."""

    def __init__(self, project: Path, site: Path, edition: str = "", *, live: bool = False) -> None:
        """Prepare nothing yet.

        Args:
            project: the project's folder.
            site: where MkDocs was told to write the site.
            edition: its name; PARCOURS_EDITION or `default` when left out.
            live: whether someone looks at the site while they write: see `offline.worker`.
        """
        self.is_live = live
        self.project, self.site = project, site
        self.edition = edition or os.environ.get(EDITION_VARIABLE) or "default"
        self.live = site.with_name(f".{site.name}.live")
        self.room = room_of(project / "build", self.edition)
        self.manuscript = Manuscript(self.edition, "", {}, ())

    def prepare(self, checked: Checked) -> Path:
        """Stage the edition of a sound course.

        Returns:
            The configuration of its first variant, for MkDocs to build into `self.live`.

        Raises:
            OperatorError: unknown or empty edition, disk, permissions, another build at work.
        """
        course = checked.sound
        if course is None:
            raise ValueError("a course with errors is not staged")
        self.manuscript = compose(
            self.project, course, edition_named(course, self.edition), checked.outputs_for(self.edition)
        )
        if not self.manuscript.variants:
            raise OperatorError(
                f"The edition '{self.edition}' has no audience or no language", "see site_config/editions.yml"
            )
        if (
            not _DATE_WAS_GIVEN
        ):  # MkDocs, which is this very process, must date its pages as `parcours build` does
            os.environ[_DATE] = str(epoch_of(self.manuscript.updated))
        with told_plainly(self.room), locked(self.room):
            tidy(self.room)
            stage(self.manuscript, self.room)
            remove(self.live)
        return self.room / "stage" / self.manuscript.variants[0].name / "mkdocs.yml"

    def publish(self) -> None:
        """Publish the whole site, the first variant from `self.live`.

        Raises:
            OperatorError, EngineError, UnsafeSiteError: nothing was published.
        """
        first, *others = self.manuscript.variants
        bench = Bench(MKDOCS, self.room, epoch_of(self.manuscript.updated))
        with told_plainly(self.site), locked(self.room):
            bench.finish(self.live, first.tree)
            built = bench.build_all(tuple(others))
            annexes = build_annexes(self.manuscript.annexes, self.room.parent, bench.epoch)
            others_built = [*((v.path, v.folder) for v in built), *((a.path, a.folder) for a in annexes)]
            folders = [(first.path, self.live), *others_built]
            variants = [variant.path for variant in self.manuscript.variants]
            assemble(self.manuscript.portal, folders, self.site, bench.epoch, variants, preview=self.is_live)
        self.close()

    def close(self) -> None:
        """Leave nothing behind."""
        remove(self.live)


def serve(project: Path, edition: str, port: int, *, browser: bool) -> int:
    """Serve a project on this machine with live reload, until interrupted.

    Args:
        project: the project's folder, with its `mkdocs.yml`.
        edition: which edition.
        port: TCP port, on this machine only.
        browser: whether to open a browser on it.

    Returns:
        The exit code of MkDocs.

    Raises:
        OperatorError: port in use, no `mkdocs.yml`, or one without our hook.
    """
    _ask_for_hook(project / "mkdocs.yml")
    _ask_for_port(port)
    # --livereload is said aloud: with some versions of click MkDocs loses this default and never rebuilds.
    command = [
        sys.executable,
        "-P",
        "-m",
        "mkdocs",
        "serve",
        "--livereload",
        "--dev-addr",
        f"127.0.0.1:{port}",
    ]
    given = {EDITION_VARIABLE: edition, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    server = subprocess.Popen(
        [*command, *(["--open"] if browser else [])], cwd=project, env={**os.environ, **given}
    )
    former = signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    try:
        return max(server.wait(), 0)  # ended by a signal: by us
    except KeyboardInterrupt:
        # The terminal has interrupted MkDocs too: let it close its port and its folder.
        server.wait(timeout=10)
        return 0
    finally:
        signal.signal(signal.SIGTERM, former)
        if server.poll() is None:
            server.kill()


def _ask_for_hook(settings: Path) -> None:
    if not settings.is_file():
        raise OperatorError(
            f"'{settings.parent}' has no mkdocs.yml", "take the one of the Parcours repository"
        )
    if HOOK not in settings.read_text(encoding="utf-8", errors="replace"):
        # MkDocs would serve whatever lies in its docs_dir, and say nothing.
        raise OperatorError(f"'{settings}' does not load the course", f"add this line to it: hooks: [{HOOK}]")


def _ask_for_port(port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError as error:
            raise OperatorError(
                f"You may not use port {port}", "choose one above 1023, e.g. --port 8000"
            ) from error
        except OSError as error:
            raise OperatorError(
                f"Port {port} is already in use",
                f"stop the other program or choose another port, e.g. --port {port + 1}",
            ) from error
