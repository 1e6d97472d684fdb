"""The extract of the official division is made from its package, the same bytes each time, or not at all."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
from pathlib import Path

import pytest

from generator.building.division import PACKAGE, PROVENANCE, refresh
from generator.building.faults import OperatorError
from generator.reading.division import DIVISION, read_division

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "node_modules" / PACKAGE


def test_the_extract_in_the_project_is_what_the_package_gives(tmp_path: Path) -> None:
    made = refresh(tmp_path, SOURCE)
    assert made.changed == (DIVISION, PROVENANCE)
    assert (made.communes, made.groupings) == (34_969, 1_255)
    assert (tmp_path / PROVENANCE).read_bytes() == (ROOT / PROVENANCE).read_bytes()
    # What is compressed differs from one zlib to another; what it says does not.
    assert gzip.decompress((tmp_path / DIVISION).read_bytes()) == gzip.decompress(
        (ROOT / DIVISION).read_bytes()
    )
    before = (tmp_path / DIVISION).stat()
    assert refresh(tmp_path, SOURCE).changed == ()
    assert (tmp_path / DIVISION).stat().st_mtime_ns == before.st_mtime_ns


def test_it_is_small_and_has_no_clock_in_it() -> None:
    raw = (ROOT / DIVISION).read_bytes()
    assert len(raw) < 1_000_000
    assert raw[4:8] == bytes(4)  # the time in gzip's header


def test_an_extract_compressed_by_another_machine_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / DIVISION).parent.mkdir(parents=True)
    other = gzip.compress(gzip.decompress((ROOT / DIVISION).read_bytes()), 1, mtime=12)
    (tmp_path / DIVISION).write_bytes(other)
    assert refresh(tmp_path, SOURCE).changed == (PROVENANCE,)
    assert (tmp_path / DIVISION).read_bytes() == other


def test_the_paper_holds_the_digests_of_the_package() -> None:
    paper = (ROOT / PROVENANCE).read_text("utf-8")
    for name in ("communes", "epci", "ept", "departements", "regions"):
        assert hashlib.sha256((SOURCE / "data" / f"{name}.json").read_bytes()).hexdigest() in paper
    for said in ("6.0.0", "INSEE", "DGCL", "Licence Ouverte 2.0", "2022", "2023", "2017"):
        assert said in paper


def test_a_torn_extract_is_made_again(tmp_path: Path) -> None:
    (tmp_path / DIVISION).parent.mkdir(parents=True)
    (tmp_path / DIVISION).write_bytes((ROOT / DIVISION).read_bytes()[:1000])
    assert DIVISION in refresh(tmp_path, SOURCE).changed
    assert read_division(tmp_path).grouping("242100410")


# --- what cannot be done ----------------------------------------------------------------------------


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the package, with all but its large files."""
    folder = tmp_path / "package"
    (folder / "data").mkdir(parents=True)
    shutil.copy(SOURCE / "package.json", folder)
    for name in ("departements", "regions", "ept"):
        shutil.copy(SOURCE / "data" / f"{name}.json", folder / "data")
    (folder / "data/communes.json").write_text("[]")
    (folder / "data/epci.json").write_text("[]")
    return folder


def refused(project: Path, package: Path) -> OperatorError:
    with pytest.raises(OperatorError) as told:
        refresh(project, package)
    assert not (project / DIVISION).exists()
    assert told.value.way_out
    return told.value


def test_an_absent_package(tmp_path: Path) -> None:
    assert "is not in" in refused(tmp_path, tmp_path / "nowhere").what
    with pytest.raises(OperatorError, match="make runtime"):
        refresh(tmp_path)


def test_a_file_that_is_missing(tmp_path: Path, package: Path) -> None:
    (package / "data/epci.json").unlink()
    assert "is not in" in refused(tmp_path / "p", package).what


def test_a_version_whose_years_nobody_has_looked_up(tmp_path: Path, package: Path) -> None:
    (package / "package.json").write_text(json.dumps({"version": "7.0.0"}))
    told = refused(tmp_path / "p", package)
    assert "years of the populations" in told.what
    assert "_YEARS" in told.way_out


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"name": "x"}'])
def test_a_package_that_is_none(text: str, tmp_path: Path, package: Path) -> None:
    (package / "package.json").write_text(text)
    assert "not that of a package" in refused(tmp_path / "p", package).what


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("communes", "{"), ("communes", "{}"), ("communes", "[1]"), ("communes", '[{"code": "01001"}]'), ("epci", "null"),
        ("epci", '[{"code": "1", "nom": "X", "type": "ROYAUME", "membres": []}]'),
        ("epci", '[{"code": "1", "nom": "X", "type": "CC", "membres": [{"code": "99999", "populationMunicipale": 1, "populationTotale": 1}]}]'),
        ("departements", '{"a": 1}'),
    ],
)  # fmt: skip
def test_a_package_whose_shape_changed(name: str, text: str, tmp_path: Path, package: Path) -> None:
    (package / f"data/{name}.json").write_text(text)
    assert "are not those of" in refused(tmp_path / "p", package).what
