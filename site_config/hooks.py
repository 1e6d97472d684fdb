"""Lets plain `mkdocs serve` and `mkdocs build` work at the root of a course.

Hands MkDocs the staged tree of one edition (PARCOURS_EDITION, or `default`) and publishes the whole site when MkDocs
is done. All the logic is in `generator.building.preview`.
"""

from __future__ import annotations

import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.plugins import BasePlugin
from watchdog.events import FileSystemEvent, FileSystemEventHandler

from generator.building.faults import EngineError, OperatorError, UnsafeSiteError
from generator.building.preview import WATCHED, Preview
from generator.building.project import check_project
from generator.cli.telling import tell_failure, tell_in_short

_startup: dict[str, Any] = {"command": "build", "dirty": False}
_open: list[Preview] = []


class _Publish(BasePlugin):
    """Stands last among the plugins of the staged site."""

    def __init__(self, preview: Preview) -> None:
        self.preview = preview

    def on_post_build(self, *, config: Any) -> None:  # noqa: ARG002  (MkDocs passes it by name)
        _or_abort(self.preview.publish)


class _Replaced(FileSystemEventHandler):
    """Watches the new folder where one that is watched was put in place of another: a watch goes with its folder."""

    def __init__(self, server: Any, project: Path) -> None:
        self.server, self.project = server, project

    def on_created(self, event: FileSystemEvent) -> None:
        self._watch(Path(str(event.src_path)))

    def on_moved(self, event: FileSystemEvent) -> None:
        self._watch(Path(str(event.dest_path)))

    def _watch(self, path: Path) -> None:
        if path.parent != self.project or path.name not in WATCHED or not path.is_dir():
            return
        if str(path) in self.server._watched_paths:  # noqa: SLF001
            self.server.unwatch(str(path))
        self.server.watch(str(path))
        with self.server._rebuild_cond:  # noqa: SLF001  (as MkDocs does for a file)
            self.server._want_rebuild = True  # noqa: SLF001
            self.server._rebuild_cond.notify_all()  # noqa: SLF001


def on_startup(*, command: str, dirty: bool) -> None:
    """Remember how MkDocs was started: the staged site's plugins want to know."""
    _startup.update(command=command, dirty=dirty)


def on_config(config: Any) -> Any:
    """Replace the configuration by that of the first variant, staged; authors' faults stop here."""
    project = Path(config.config_file_path).parent
    checked = check_project(project)
    tell_in_short(checked.diagnostics, checked.sources)
    if checked.sound is None:
        raise Abort("The course has errors: nothing was rebuilt.")
    preview = Preview(project, Path(config.site_dir), live=_startup["command"] == "serve")
    _open[:] = [preview]
    path = _or_abort(lambda: preview.prepare(checked))
    staged = load_config(str(path), site_dir=str(preview.live), strict=config.strict)
    staged.plugins["parcours"] = _Publish(preview)
    staged.plugins.on_startup(**_startup)
    return staged.plugins.on_config(staged)


def on_serve(server: Any, *, config: Any, builder: Callable[[], None]) -> Any:
    """Watch what people write; on a fault keep serving the last good site, where MkDocs would stop answering."""
    project = Path(config.config_file_path).parent

    def rebuild() -> None:
        try:
            builder()
        except MkDocsException as fault:
            sys.stderr.write(f"{fault.message}\nThe last good site is still served.\n")
        except Exception:  # noqa: BLE001  (MkDocs would stop answering until the next good build)
            traceback.print_exc()

    for name in WATCHED:
        if (project / name).is_dir():
            server.watch(str(project / name))
    server.observer.schedule(_Replaced(server, project), str(project))
    server.builder = rebuild
    # The script that MkDocs writes into pages for its live reload is refused by their policy, and would make them
    # other pages than the build's, which the site's worker would not keep.
    server._inject_js_into_html = lambda content, epoch: content  # noqa: ARG005, SLF001
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that `kill` closes it as Ctrl+C does
    return server


def on_shutdown() -> None:
    """Remove what an interrupted run left."""
    for preview in _open:
        preview.close()


def _or_abort(act: Callable[[], Any]) -> Any:
    try:
        return act()
    except (OperatorError, EngineError, UnsafeSiteError) as fault:
        tell_failure(fault)
        raise Abort("Nothing was published.") from fault
