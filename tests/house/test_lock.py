"""The lock files: they pin all that pyproject.toml asks for, with hashes, and name no address."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from generator.building.lite import TRANSLATIONS
from generator.building.wheels import LOCK, read_wheels

PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)", re.MULTILINE)


def locked(text: str) -> dict[str, set[Version]]:
    """Versions by name; one name may have several, each for other Python versions."""
    found: dict[str, set[Version]] = {}
    for match in PINNED.finditer(text):
        found.setdefault(canonicalize_name(match["name"]), set()).add(Version(match["version"]))
    return found


def asked(root: Path) -> list[Requirement]:
    data = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    project = data["project"]
    extras = [line for group in project["optional-dependencies"].values() for line in group]
    return [
        Requirement(line) for line in [*project["dependencies"], *extras, *data["build-system"]["requires"]]
    ]


def test_every_requirement_is_pinned_in_its_range(root: Path) -> None:
    pins = locked((root / "requirements.lock").read_text(encoding="utf-8"))
    for requirement in asked(root):
        versions = pins.get(canonicalize_name(requirement.name), set())
        assert versions, f"{requirement} is not in requirements.lock: run `make lock`"
        outside = [v for v in versions if v not in requirement.specifier]
        assert not outside, (
            f"requirements.lock has {requirement.name} {outside}, pyproject.toml asks {requirement}"
        )


LOCKS = ("requirements.lock", "requirements-node.lock", "requirements-lite.lock")


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_hashes(name: str, root: Path) -> None:
    text = (root / name).read_text(encoding="utf-8")
    entries = re.split(r"(?m)^(?=[A-Za-z0-9])", text)[1:]
    assert entries
    without = [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry]
    assert not without


@pytest.mark.parametrize("name", LOCKS)
def test_no_address_stands_in_a_lock(name: str, root: Path) -> None:
    text = (root / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"(?m)^\s*-(-index|-extra|-find|-trusted|i|f)", text)


def test_the_packages_of_the_browser_are_those_of_the_lock(root: Path) -> None:
    pins = locked((root / LOCK).read_text(encoding="utf-8"))
    assert {"comm", "ipython", "micropip", *TRANSLATIONS} <= pins.keys()
    found = {wheel.name: Version(wheel.version) for wheel in read_wheels(root)}
    assert {name: {version} for name, version in found.items()} == pins
