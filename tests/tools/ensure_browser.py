"""Finds the Chromium that browser tests drive, or installs one, and prints its path.

Lives here: the one place that knows where a browser may be. `make test` calls it before the tests;
standard output holds the path only, everything said to people goes to standard error.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

# Chromium without windows first: the same engine, and a page in a new context costs a third less.
NAMES = (
    "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
)  # fmt: skip
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
WHAT_TO_DO = (
    "The browser tests need Chromium or Chrome, and none could be found or installed.\n"
    "Install one (Debian, Ubuntu: sudo apt-get install chromium), or name it: "
    "PARCOURS_CHROMIUM=/path/to/chromium make test"
)


class NoBrowserError(Exception):
    """No browser here and no way to install one; the message says what to do."""


def find(environment: Mapping[str, str]) -> str | None:
    """Path of a browser already on this machine, or None.

    Args:
        environment: variables; `PARCOURS_CHROMIUM`, when set, must name a program.

    Raises:
        NoBrowserError: `PARCOURS_CHROMIUM` names something that cannot be run.
    """
    named = environment.get("PARCOURS_CHROMIUM")
    if named:
        path = shutil.which(named)
        if path is None:
            raise NoBrowserError(
                f"PARCOURS_CHROMIUM names '{named}', which is not a program of this machine."
            )
        return path
    for name in NAMES:
        if path := shutil.which(name):
            return path
    return str(MAC) if MAC.is_file() else None


def install_with_apt() -> str | None:
    """Debian's own package, when we are root or sudo asks for no password."""
    apt = shutil.which("apt-get")
    if apt is None:
        return None
    command = [apt]
    if os.geteuid() != 0:
        sudo = shutil.which("sudo")
        if sudo is None or not _runs([sudo, "-n", "true"]):
            return None
        command = [sudo, "-n", apt]
    _tell("Installing Debian's chromium for the browser tests")
    if not _runs([*command, "update", "-qq"]):
        return None
    for package in NAMES[:2]:
        if _runs([*command, "install", "-y", "-qq", "--no-install-recommends", package]):
            return shutil.which(package)
    return None


def install_with_playwright() -> str | None:
    """The build that Playwright downloads: macOS, other Linux distributions, no administrator's right."""
    _tell("Downloading Playwright's Chromium for the browser tests")
    if not _runs([sys.executable, "-m", "playwright", "install", "chromium"]):
        return None
    code = (
        "from playwright.sync_api import sync_playwright as start\n"
        "with start() as playwright: print(playwright.chromium.executable_path)"
    )
    shown = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    path = Path(shown.stdout.strip())
    if shown.returncode != 0 or not path.is_file():
        return None
    return str(next((shell for shell in _shells_beside(path)), path))


def _shells_beside(path: Path) -> Iterator[Path]:
    """Chromium without windows, which comes with Playwright's Chromium of the same revision."""
    for folder in path.parents:
        if folder.name.startswith("chromium-"):
            shells = folder.with_name(folder.name.replace("chromium-", "chromium_headless_shell-"))
            yield from sorted(
                one for one in shells.glob("*/*") if one.stem in {"chrome-headless-shell", "headless_shell"}
            )


def ensure(
    environment: Mapping[str, str],
    installers: tuple[Callable[[], str | None], ...] = (install_with_apt, install_with_playwright),
) -> str:
    """Path of a browser: one of this machine, else the first that an installer brings.

    Raises:
        NoBrowserError: none could be had.
    """
    found = find(environment)
    if found:
        return found
    for install in installers:
        if path := install():
            return path
    raise NoBrowserError(WHAT_TO_DO)


def _runs(command: list[str]) -> bool:
    """Whether the program ends well; what it prints goes to people, never into the path we print."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, check=False, stdin=subprocess.DEVNULL, stdout=sys.stderr, env=quiet)
    return done.returncode == 0


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)  # noqa: T201  (a program for people at a terminal)


def main() -> int:
    try:
        path = ensure(os.environ)
    except NoBrowserError as error:
        _tell(str(error))
        return 2
    print(path)  # noqa: T201  (the answer of this program)
    return 0


if __name__ == "__main__":
    sys.exit(main())
