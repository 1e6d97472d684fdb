"""Files nobody should write: each is told at a place, or shown as plain text; none ends in a traceback."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from itertools import zip_longest
from pathlib import Path, PurePosixPath

import pytest
from support import courses, engine
from support.anyone import as_anyone

LESSON = "course/alpha/04-livrable.fr.md"
HEAD = '---\nid: livrable\nkind: deliverable\ntitle: "À emporter"\nminutes: 2\nobjectives: [compute, sort]\n---\n'
QUIZ = "course/alpha/quiz.fr.yml"
BOMB = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*{'a' if n == 0 else f'b{n - 1}'}, *a]\n" for n in range(40))


def write(root: Path, path: str, content: str | bytes) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return courses.sound_at(tmp_path / "course")


CONTENTS: dict[str, tuple[str, str | bytes, str]] = {
    "brackets": (LESSON, HEAD + "[" * 20_000, "too-hostile"),
    "brackets over many lines": (LESSON, HEAD + "[x\n" * 5_000, "too-hostile"),
    "quotations": (LESSON, HEAD + "> " * 200 + "a", "too-hostile"),
    "alias bomb": ("course/alpha/module.yml", BOMB, "yaml-unsafe"),
    "alias bomb in front matter": (LESSON, f"---\n{BOMB}---\n", "yaml-unsafe"),
    "nesting in lists": (QUIZ, "[" * 200 + "]" * 200, "yaml-unsafe"),
    "nesting in blocks": (QUIZ, "".join(f"{' ' * n}a:\n" for n in range(200)), "yaml-unsafe"),
    "nesting of mappings": (QUIZ, "{a: " * 5_000, "yaml-unsafe"),
    "not UTF-8": (LESSON, HEAD.encode() + "Été".encode("latin-1"), "unreadable-file"),
    "not UTF-8 in YAML": (QUIZ, b"\xff\xfe\x00", "unreadable-file"),
    "NUL": (LESSON, HEAD + "a\0b", "unreadable-file"),
    "bidirectional": (LESSON, HEAD + "a\u202eb", "unreadable-file"),
    "private use": (LESSON, HEAD + "\ue000territory.name\ue001<script>\ue002", "unreadable-file"),
    "escaped in YAML": (QUIZ, 'id: "a\\0b"', "unreadable-file"),
    "empty": (LESSON, "", "missing-field"),
    "empty YAML": ("course/alpha/module.yml", "", "wrong-type"),
    "only spaces": (LESSON, "\n \n", "missing-field"),
    "huge": (LESSON, HEAD + "mot " * 200_000, "unreadable-file"),
    "huge YAML": (QUIZ, "# " + "x" * 450_000, "unreadable-file"),
    "front matter unclosed": (LESSON, "---\nid: livrable\n", "yaml-syntax"),
    "front matter alone": (LESSON, "---", "missing-field"),
    "front matter is a list": (LESSON, "---\n- a\n---\n", "wrong-type"),
    "front matter is a word": (LESSON, "---\nmot\n---\n", "wrong-type"),
    "duplicated key": (QUIZ, "id: a\nid: b\n", "duplicate-key"),
    "tabs": (QUIZ, "id: a\n\ttitle: b\n", "yaml-syntax"),
    "a list for a quiz": (QUIZ, "- a\n- b\n", "wrong-type"),
    "a word for a quiz": (QUIZ, "quiz\n", "wrong-type"),
    "questions are words": (QUIZ, "id: a\ntitle: b\nminutes: 8\nquestions: [a, b]\n", "wrong-type"),
    "a question is empty": (QUIZ, "id: a\ntitle: b\nminutes: 8\nquestions: [{}, null]\n", "missing-field"),
    "keys are lists": (QUIZ, "? [a, b]\n: c\n", "yaml-syntax"),
    "key is a number": (QUIZ, "1: a\n", "unknown-field"),
    "two documents": (QUIZ, "id: a\n---\nid: b\n", "yaml-syntax"),
    "not a number": (
        "course/alpha/figures.yml",
        "model: exercises/lamps/lamps.py\nfigures: {saving: {value: .nan}}",
        "wrong-type",
    ),
    "a huge number": (
        "course/alpha/figures.yml",
        "model: exercises/lamps/lamps.py\nfigures: {saving: {value: 1e999}}",
        "wrong-type",
    ),
    "entry is null": ("course/references.yml", "loi-essai:\n", "wrong-type"),
    "languages are none": ("course/course.yml", "languages: []\n", "wrong-type"),
    "binary": ("course/course.yml", bytes(range(256)), "unreadable-file"),
    "scripted image": (
        "course/alpha/images/lampe.svg",
        '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        "raw-html",
    ),
}


@pytest.mark.parametrize(("path", "content", "rule"), CONTENTS.values(), ids=CONTENTS)
def test_a_hostile_content_is_told(course: Path, path: str, content: str | bytes, rule: str) -> None:
    write(course, path, content)
    found = courses.stage_everything(course)
    assert rule in {d.rule for d in found if d.place.path == path}


def _symbolic_file(root: Path) -> None:
    (root / "secret.md").write_text(HEAD + "secret", encoding="utf-8")
    (root / LESSON).unlink()
    (root / LESSON).symlink_to(root / "secret.md")


def _symbolic_module_file(root: Path) -> None:
    file = root / "course/alpha/module.yml"
    file.rename(root / "elsewhere.yml")
    file.symlink_to(root / "elsewhere.yml")


def _symbolic_folder(root: Path) -> None:
    (root / "course/alpha").rename(root / "elsewhere")
    (root / "course/alpha").symlink_to(root / "elsewhere")


def _symbolic_images(root: Path) -> None:
    (root / "course/alpha/images").rename(root / "elsewhere")
    (root / "course/alpha/images").symlink_to(root / "elsewhere")


NAMES: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "link to a file": (_symbolic_file, "unsafe-path", LESSON),
    "link to a module's file": (_symbolic_module_file, "unsafe-path", "course/alpha/module.yml"),
    "link to a folder": (_symbolic_folder, "unsafe-path", "course/alpha"),
    "link to a folder of images": (_symbolic_images, "unsafe-path", "course/alpha/images"),
    "dots in a name": (
        lambda root: write(root, "course/alpha/..05-fin.fr.md", HEAD),
        "",
        "",  # hidden, as any name that begins with a dot
    ),
    "backslash": (
        lambda root: write(root, "course/alpha/..\\05-fin.fr.md", HEAD),
        "",
        "",
    ),
    "what an editor keeps while one writes": (
        lambda root: [
            write(root, f"course/alpha/{name}", HEAD)
            for name in ("01-x.fr.md~", "#01-x.fr.md#", "~$fiche.docx")
        ],
        "",
        "",
    ),
    "space and accent": (
        lambda root: write(root, "course/alpha/05 é.fr.md", HEAD),
        "unsafe-path",
        "course/alpha/05 é.fr.md",
    ),
    "markup in a name": (
        lambda root: write(root, "course/alpha/images/<img onerror=x>.svg", "<svg/>"),
        "unsafe-path",
        "course/alpha/images/<img onerror=x>.svg",
    ),
    "line end in a name": (
        lambda root: write(root, "course/alpha/images/a\nb.svg", "<svg/>"),
        "unsafe-path",
        "course/alpha/images/a\nb.svg",
    ),
    "case only": (
        lambda root: write(root, "course/alpha/images/LAMPE.svg", "<svg/>"),
        "unsafe-path",
        "course/alpha/images/lampe.svg",
    ),
    "reserved": (
        lambda root: write(root, "course/alpha/con.fr.md", HEAD),
        "unsafe-path",
        "course/alpha/con.fr.md",
    ),
    "folder for a file": (
        lambda root: write(root, "course/alpha/05-fin.fr.md/a.txt", ""),
        "unreadable-file",
        "course/alpha/05-fin.fr.md",
    ),
    "folder for the course's file": (
        lambda root: ((root / "course/course.yml").unlink(), write(root, "course/course.yml/a", ""))[1],
        "unreadable-file",
        "course/course.yml",
    ),
    "huge image": (
        lambda root: write(root, "course/alpha/images/b.png", b"0" * 2_000_001),
        "unreadable-file",
        "course/alpha/images/b.png",
    ),
}


@pytest.mark.parametrize(("spoil", "rule", "path"), NAMES.values(), ids=NAMES)
def test_a_hostile_name_is_told(course: Path, spoil: Callable[[Path], None], rule: str, path: str) -> None:
    spoil(course)
    found = courses.stage_everything(course)
    if rule:
        assert (rule, path) in {(d.rule, d.place.path) for d in found}
    else:
        assert not found


def test_a_link_shows_nothing_of_its_target(course: Path) -> None:
    _symbolic_file(course)
    reading, found = courses.told(course)
    assert not any("secret" in line for lines in reading.sources.values() for line in lines)
    assert "secret" not in courses.shown(course), found


def test_a_linked_folder_is_not_walked(course: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "secret.csv").write_text("secret", "utf-8")
    shutil.rmtree(course / "exercises/keys/data")
    (course / "exercises/keys/data").symlink_to(elsewhere)
    said = courses.shown(course)
    assert "error[unsafe-path]: 'data' is a link" in said
    assert "secret" not in said


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_a_pipe_is_not_waited_for(course: Path) -> None:
    os.mkfifo(course / "exercises/keys/data/pipe")
    assert "error[unreadable-file]: this is not a file that can be read to its end" in courses.shown(course)


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_ends_of_lines_of_other_systems_change_nothing(course: Path, ends: str) -> None:
    for file in course.rglob("*"):
        if file.suffix in {".md", ".yml"}:
            file.write_bytes(file.read_bytes().replace(b"\n", ends.encode()))
    assert courses.shown(course) == ""


def test_a_byte_order_mark_changes_nothing(course: Path) -> None:
    for file in course.rglob("*"):
        if file.suffix in {".md", ".yml"}:
            file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert courses.shown(course) == ""


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [("photo.png", b"\x89PNG" + b"0" * 2_000_000, "make it smaller"), ("photo.gif", b"GIF89a", "endings:")],
)
def test_a_picture_that_cannot_be_shown_is_told_once(
    course: Path, name: str, content: bytes, said: str
) -> None:
    write(course, f"course/alpha/images/{name}", content)
    page = course / "course/alpha/02-notion.fr.md"
    page.write_text(page.read_text("utf-8") + f"\n![Une photo](images/{name})\n", "utf-8")
    told = courses.shown(course)
    assert (told.count(f"course/alpha/images/{name}:1:1"), said in told) == (1, True)
    assert "is not an image of the module" not in told


def test_an_empty_folder_has_no_course(tmp_path: Path) -> None:
    reading, found = courses.told(tmp_path)
    assert reading.course is None
    assert [d.rule for d in found] == ["missing-file"]


# --- planted scripts --------------------------------------------------------------------------------

SCRIPT = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>"
PLANTED = SCRIPT.replace("\\", "\\\\").replace('"', '\\"')
PLACES = {
    "course title": ("course/course.yml", "Petit parcours"),
    "tagline": ("course/course.yml", "Deux modules pour essayer."),
    "audience": ("course/course.yml", "Élues et élus"),
    "invitation": ("course/course.yml", "Je décide."),
    "theme title": ("course/course.yml", "Les données"),
    "theme summary": ("course/course.yml", "Partir des besoins."),
    "module title": ("course/alpha/module.yml", "Compter les lampes"),
    "module summary": ("course/alpha/module.yml", "Savoir ce qu'on allume."),
    "statement": ("course/alpha/module.yml", "calculer une économie"),
    "lesson title": ("course/alpha/02-notion.fr.md", "L'énergie d'un parc"),
    "page title": ("course/pages/about.fr.md", "À propos"),
    "quiz title": ("course/alpha/quiz.fr.yml", "Ce que vous retenez"),
    "prompt": ("course/alpha/quiz.fr.yml", "Quelle part économise-t-on ?"),
    "hint": ("course/alpha/quiz.fr.yml", "Cherchez ce qu'on n'achète pas."),
    "choice": ("course/alpha/quiz.fr.yml", "Changer les lampes"),
    "feedback": ("course/alpha/quiz.fr.yml", "Il faut les acheter."),
    "unit of a question": ("course/alpha/quiz.fr.yml", "%"),
    "pair": ("course/alpha/quiz.fr.yml", "Trouver une personne"),
    "decoy": ("course/alpha/quiz.fr.yml", "Payer moins"),
    "step": ("course/alpha/quiz.fr.yml", "Abaisser"),
    "end of a scale": ("course/alpha/quiz.fr.yml", "le moins cher"),
    "category": ("course/alpha/quiz.fr.yml", "Sobriété"),
    "card": ("course/alpha/quiz.fr.yml", "Une LED"),
    "accepted": ("course/alpha/quiz.fr.yml", "rebond"),
    "slip": ("course/alpha/quiz.fr.yml", "effet de serre"),
    "term": ("course/glossary.fr.yml", "donnée personnelle"),
    "definition": ("course/glossary.fr.yml", "Une information notée."),
    "source title": ("course/references.yml", "Populations légales"),
    "publisher": ("course/references.yml", "INSEE"),
    "address": ("course/references.yml", "https://example.org/populations"),
    "note": ("course/references.yml", "Décret attendu."),
    "territory": ("course/territories.yml", "Val d'Essai"),
    "commune": ("course/territories.yml", "Grandville"),
    "unit of a figure": ("course/alpha/figures.yml", "MWh"),
    "authority": ("site_config/site.yml", "Communauté d'essai"),
    "contact": ("site_config/site.yml", "contact@example.org"),
    "host": ("site_config/site.yml", "Hébergeur, 1 rue d'Essai"),
    "edition title": ("site_config/editions.yml", "Petit parcours"),
}


def planted_in(names: Iterable[str], planted: str, root: Path) -> Path:
    """The sound course at `root` with something planted in these places, in each with a number of its own."""
    courses.sound_at(root)
    for number, name in enumerate(names):
        path, text = PLACES[name]
        before = (root / path).read_text("utf-8")
        assert f'"{text}"' in before
        own = planted.replace("alert(1)", f"alert({number})")
        (root / path).write_text(before.replace(f'"{text}"', f'"{own}"', 1), encoding="utf-8")
    courses.restamp(root)
    return root


def turns() -> Iterator[list[str]]:
    """The places, one of each file at a time."""
    by_file: dict[str, list[str]] = {}
    for name, (path, _) in PLACES.items():
        by_file.setdefault(path, []).append(name)
    for turn in zip_longest(*by_file.values()):
        yield [name for name in turn if name]


@pytest.mark.parametrize(
    "planted",
    [PLANTED, "[x](javascript:alert(1))", "`<b onclick=alert(1)>` ![alert](y.svg){: onclick=alert(1) }"],
)
def test_a_planted_script_is_told_or_shown_as_text(tmp_path: Path, planted: str) -> None:
    """What is told is told of its file; all that nothing is told of is shown at once."""
    silent: list[str] = []
    for number, names in enumerate(turns()):
        _, found = courses.told(planted_in(names, planted, tmp_path / f"{number}"))
        wrong = {d.place.path for d in courses.errors(found)}
        silent += [name for name in names if PLACES[name][0] not in wrong]
    reading, found = courses.told(planted_in(silent, planted, tmp_path / "silent"))
    assert silent
    assert not courses.errors(found)
    assert reading.course is not None
    for edition in ("default", "formateur"):
        tree = courses.staged_for(reading.course, edition, "fr/elus")
        for staged, content in tree.items():
            if staged.suffix == ".md" and b"alert" in content:
                assert engine.live(engine.html_of(content.decode())) == [], staged
    json.loads(tree[PurePosixPath("mkdocs.yml")].split(b"\n", maxsplit=1)[1])


@pytest.mark.parametrize(
    "folder", ["course/alpha", "course/alpha/images", "exercises/keys/data", "site_config"]
)
@pytest.mark.parametrize("mode", [0o000, 0o444], ids=["closed", "listed"])
def test_a_folder_that_may_not_be_read_is_told_once(course: Path, folder: str, mode: int) -> None:
    path = course / folder
    path.chmod(mode)
    try:
        with as_anyone():
            found = courses.stage_everything(course)
    finally:
        path.chmod(0o755)
    assert [d.rule for d in found if d.place.path == folder] == ["unreadable-file"]
    # What stands in it is not told file by file: editions.yml alone, without which there is nothing to check.
    assert {d.place.path for d in found} <= {folder, "site_config/editions.yml", "site_config/site.yml"}
