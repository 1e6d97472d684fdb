"""JupyterLite built for real from one small exercise: whole, the same each time, of our own files only."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from pathlib import Path

import pytest
from support import notebooks

from generator.building import lite as finishing
from generator.building.annexes import Annex, build_annex
from generator.building.faults import EngineError, OperatorError, UnsafeSiteError
from generator.building.files import read_tree
from generator.building.lite import finish, jupyterlite, lite
from generator.building.wheels import FOLDER, LOCK, read_wheels
from generator.editions import select
from generator.renderers.lite import PACKAGES, render

pytestmark = pytest.mark.engine
EPOCH = 1_700_000_000


@pytest.fixture(scope="module")
def annex(root: Path) -> Annex:
    course = notebooks.course(notebooks.exercise())
    return lite(root, render(select(course, course.editions["default"])))


@pytest.fixture(scope="module")
def built(annex: Annex, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_annex(annex, tmp_path_factory.mktemp("lite"), EPOCH).folder


def test_another_build_writes_the_same_bytes(annex: Annex, built: Path, tmp_path: Path):
    again = build_annex(annex, tmp_path / "elsewhere", EPOCH).folder
    one, other = read_tree(built), read_tree(again)
    assert sorted(one) == sorted(other)
    assert [path for path in one if one[path] != other[path]] == []


def test_the_notebook_and_what_it_needs_are_there_and_nothing_useless(built: Path):
    for name in ("tiny.fr.ipynb", "model.py", "data/towns.csv", "atelier/runner.py"):
        assert (built / "files" / "tiny" / name).is_file()
    names = [path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file()]
    assert [name for name in names if name.endswith((".map", ".eot", ".ttf")) or "rspack" in name] == []
    assert {name.split("/")[0] for name in names if name.endswith("/index.html")} == {"notebooks"}
    assert not any("jupytext" in name for name in names), "extensions of this machine stay out"
    scripts = b"".join(path.read_bytes() for path in built.rglob("*.js"))
    assert not re.search(rb"\n//# sourceMappingURL=\S+\s*$", scripts, re.MULTILINE)
    assert not re.search(rb"cdn\.jsdelivr", scripts)


def test_the_browser_checks_every_package_against_our_lock(built: Path):
    packages = json.loads((built / "pypi" / "pyodide-lock.json").read_bytes())["packages"]
    assert set(PACKAGES) <= packages.keys()
    for name, entry in packages.items():
        data = (built / "pypi" / entry["file_name"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == entry["sha256"], name
    assert {p.name for p in (built / "pypi").glob("*.whl")} == {e["file_name"] for e in packages.values()}
    with zipfile.ZipFile(built / "pypi" / packages["jedi"]["file_name"]) as nothing:
        assert all(name.startswith("jedi-0.dist-info/") for name in nothing.namelist())


def test_the_interface_speaks_french_and_english(built: Path):
    listed = json.loads((built / "api" / "translations" / "all.json").read_bytes())["data"]
    assert set(listed) == {"en", "fr_FR"}
    french = json.loads((built / "api" / "translations" / "fr_FR.json").read_bytes())["data"]
    assert french["jupyterlab"]["Run All Cells"] == ["Exécuter toutes les cellules"]


def test_no_script_stands_in_its_pages(built: Path):
    for page in built.rglob("*.html"):
        bodies = re.findall(r"<script([^>]*)>(.*?)</script>", page.read_text("utf-8"), re.DOTALL)
        assert all("src=" in opening or "application/json" in opening for opening, _ in bodies), page


def test_a_program_that_writes_otherwise_is_told(tmp_path: Path):
    with pytest.raises(EngineError) as failed:
        finish(tmp_path, jupyterlite())
    assert failed.value.tail == ("no page was written",)


def test_a_page_that_would_fetch_from_elsewhere_is_refused(built: Path, tmp_path: Path):
    (tmp_path / "page.html").write_text('<img src="https://elsewhere.example/a.png">')
    (tmp_path / "a.css").write_text("p{background:url(//elsewhere.example/b.png)}")
    assert len(finishing.audit.elsewhere(tmp_path)) == 2
    assert finishing.audit.elsewhere(built) == ()
    assert UnsafeSiteError(finishing.audit.elsewhere(tmp_path)).findings


# --- packages ---------------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> Path:
    wheel = tmp_path / FOLDER / "some_thing-1.0-py3-none-any.whl"
    wheel.parent.mkdir(parents=True)
    wheel.write_bytes(b"PK")
    digest = hashlib.sha256(b"PK").hexdigest()
    (tmp_path / LOCK).write_text(
        f"some-thing==1.0 \\\n    --hash=sha256:{'0' * 64} \\\n    --hash=sha256:{digest}\n"
    )
    return tmp_path


def test_packages_are_those_of_the_lock(project: Path):
    (wheel,) = read_wheels(project)
    assert (wheel.name, wheel.version, wheel.data) == ("some-thing", "1.0", b"PK")


@pytest.mark.parametrize("missing", ["lock", "wheel"])
def test_a_missing_package_says_what_mends_it(project: Path, missing: str):
    if missing == "lock":
        (project / LOCK).unlink()
    else:
        next((project / FOLDER).iterdir()).unlink()
    with pytest.raises(OperatorError) as told:
        read_wheels(project)
    assert ("requirements-lite.lock" if missing == "lock" else "some-thing 1.0") in told.value.what
    assert ("Parcours repository" if missing == "lock" else "make runtime") in told.value.way_out


def test_a_package_that_is_not_the_one_pinned_is_refused(project: Path):
    next((project / FOLDER).iterdir()).write_bytes(b"something else")
    with pytest.raises(OperatorError, match="is not the file that"):
        read_wheels(project)
