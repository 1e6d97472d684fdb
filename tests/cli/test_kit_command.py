"""`parcours kit`: what it makes of a small project, whole or for one audience and language, and what it refuses."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from command_line import Run


@pytest.mark.engine
def test_a_kit_of_one_audience_and_language_is_the_same_each_time(
    project: Path, root: Path, run: Run
) -> None:
    (project / "node_modules").symlink_to(root / "node_modules")
    result = run("kit", "--audience", "citoyens", "--language", "en", "--format", "json")
    assert result.code == 0, result.err
    made = json.loads(result.out)
    path = project / "build/default/kit/parcours-default-citoyens-en.zip"
    assert Path(made["archive"]) == path
    whole = path.read_bytes()
    assert made["bytes"] == len(whole)
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        inside = {name.split("/")[1] for name in names}
        course = json.loads(
            archive.read("parcours-default-citoyens-en/en/citizens/assets/parcours/course.json")
        )
    assert len(names) == made["files"]
    assert {"Open.html", "README.txt", "lancer.py", "Lancer.cmd", "en", "kit"} <= inside
    assert "fr" not in inside
    assert course["edition"] == "default", "what is kept on a device is of the same course"
    assert not (project / "build/default/site").exists(), "the edition's own site is another"
    again = run("kit", "--audience", "citoyens", "--language", "en")
    assert (again.code, path.read_bytes() == whole) == (0, True)
    assert "unchanged" in again.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--audience", "elu"), "did you mean 'elus'?"),
        (("--language", "de"), "has no language 'de'"),
        (("--edition", "petit"), "did you mean 'petite'?"),
        ((), "run 'make runtime'"),
    ],
)
@pytest.mark.usefixtures("project")
def test_kit_refuses_in_one_sentence(run: Run, arguments: tuple[str, ...], said: str) -> None:
    result = run("kit", *arguments)
    assert result.code == 2
    assert said in result.err
    assert "Traceback" not in result.err
    assert not Path("build/default/site").exists()
