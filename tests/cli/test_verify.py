"""`parcours verify`: what is sound, what is not and why, what cannot be read."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from command_line import Run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.checks.attestations import known_modules
from generator.cli import cli
from generator.cli.common import exit_code_of
from generator.cli.proof import FINDINGS, REFUSALS
from generator.model.attestations import Attestation, ModuleDone
from generator.reading import read_course

NAME = "Élodie O’Hara"


@pytest.fixture
def sound(project: Path) -> Attestation:
    """An attestation of the project's module, finished, as its page would make it."""
    course = read_course(project).course
    assert course is not None
    blank = Attestation(course.id, course.version, course.updated, "default", "fr", "elus", "2026-11-25", NAME, session=False, modules=())  # fmt: skip
    known = known_modules(course, blank)
    assert known is not None
    d1 = known["d1"]
    done = ModuleDone(
        "d1", d1.minutes, (d1.lessons, d1.lessons), (d1.questions, d1.questions), 75, "2026-11-24"
    )
    return replace(blank, modules=(done,))


def text(attestation: Attestation, word: str = "") -> str:
    return attestation.text(attestation.code(word))


def with_module(attestation: Attestation, **changes: object) -> Attestation:
    return replace(attestation, modules=(replace(attestation.modules[0], **changes),))


def test_a_sound_one_is_read_from_the_line_a_file_or_standard_input(
    run: Run, project: Path, sound: Attestation, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = text(sound)
    (project / "codes.txt").write_text(f"De : Élodie\n{code[:50]}\n{code[50:]}\n\n{code}\n", encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(code.encode())))
    for handed, number in (((code,), 1), (("codes.txt",), 2), (("-",), 1)):
        result = run("verify", *handed)
        assert result.code == 0, result.out
        assert result.out.count(f"sound: {NAME}, 2026-11-25") == number
        assert "finished on 2026-11-24; score 75 %" in result.out
        assert "fits what is written" in result.out
        assert "does not show who made it" in result.out
    assert run("--quiet", "verify", code).out == ""


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"score": 101}, "score"),
        ({"minutes": 599}, "minutes"),
        ({"lessons": (9, 1)}, "lessons"),
        ({"lessons": (0, 99)}, "lessons-of"),
        ({"questions": (0, 1)}, "unfinished"),
        ({"questions": (99, 99)}, "questions-of"),
        ({"finished": "2026-11-26"}, "days"),
        ({"id": "z9"}, "module"),
    ],
)
def test_what_cannot_be_true_of_this_course_is_not_sound(
    run: Run, sound: Attestation, change: dict, rule: str
) -> None:
    result = run("verify", text(with_module(sound, **change)))
    assert result.code == 1
    assert f"wrong[{rule}]: {change.get('id', 'd1')}: " in result.out


def test_what_was_changed_after_it_was_made_is_not_sound(run: Run, sound: Attestation) -> None:
    code = sound.code()
    for forged in (
        replace(sound, name="Camille"),
        replace(sound, day="2026-11-26"),
        with_module(sound, score=100),
        replace(sound, session=True),
    ):
        result = run("verify", forged.text(code))
        assert result.code == 1
        assert "wrong[code]" in result.out or "wrong[word-needed]" in result.out


def test_a_session_word_counts_without_accents_case_or_spaces(run: Run, sound: Attestation) -> None:
    under = replace(sound, session=True)
    code = text(under, "tilleul26")
    assert run("verify", code, "--session", " Tilleul 26").code == 0
    for options, rule in (((), "word-needed"), (("--session", "platane"), "code-under-word")):
        result = run("verify", code, *options)
        assert result.code == 1
        assert f"wrong[{rule}]" in result.out
    result = run("verify", text(sound), "--session", "tilleul26")
    assert result.code == 1
    assert "wrong[no-word]" in result.out


def test_the_code_printed_on_the_sheet_is_compared(run: Run, sound: Attestation) -> None:
    printed = sound.code()
    assert run("verify", text(sound), "--code", printed.lower().replace("-", " ")).code == 0
    other = printed.translate(str.maketrans("02", "20")) if {"0", "2"} & set(printed) else printed[::-1]
    result = run("verify", text(sound), "--code", other)
    assert result.code == 1
    assert f"the code on the paper, {other}" in result.out


def test_another_course_a_later_version_an_older_one(run: Run, sound: Attestation) -> None:
    for changed, rule, code in (
        (replace(sound, course="other"), "wrong[other-course]", 1),
        (replace(sound, version="9", updated="2027-01-01"), "wrong[unknown-version]", 1),
        (replace(sound, version="0", updated="2025-01-01"), "note[older-version]", 0),
        (replace(sound, version="9"), "wrong[unknown-version]", 1),
        (replace(sound, edition="elsewhere"), "note[other-edition]", 0),
        (replace(sound, audience="nobody"), "note[other-edition]", 0),
        (replace(sound, language="de"), "note[other-edition]", 0),
        (replace(sound, day="2999-01-01"), "wrong[future]", 1),
    ):
        result = run("verify", text(changed))
        assert result.code == code, result.out
        assert rule in result.out


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"bonjour", "unknown"),
        (b"\xff\xfe\x00", "unknown"),
        (b"{" * 5000, "unknown"),
        (b'{"parcoursAttestation": {"content": {"v": 2}}}', "newer"),
        (b"PARCOURS-A2/X", "newer"),
        (b"PARCOURS-A1/X", "damaged"),
        (b'{"parcoursAttestation": {"content": {}, "code": "0000-0000-0000"}}', "damaged"),
        (b" " * 500_000, "long"),
    ],
)
def test_what_cannot_be_read_is_told_and_why(run: Run, project: Path, content: bytes, why: str) -> None:
    (project / "given").write_bytes(content)
    result = run("verify", "given")
    assert result.code == 2
    assert f"cannot be read: given: {REFUSALS[why]}." in result.out


def test_an_operators_mistake_is_a_sentence_and_a_way_out(run: Run, sound: Attestation) -> None:
    code = text(sound)
    for arguments, said in (
        (("nosuch.json",), "There is no file 'nosuch.json'"),
        (("course",), "cannot be read: Is a directory"),
        (("a" * 5000,), "cannot be read: File name too long"),
        ((code, "--session", "é!"), "too short for a session word"),
        ((code, "--code", "1234"), "'1234' is not a code"),
        ((code, code, "--code", sound.code()), "several were given"),
        ((), "Missing argument"),
    ):
        result = run("verify", *arguments)
        assert result.code == 2
        assert said in result.err, result.err


def test_as_json_everything_is_there(run: Run, sound: Attestation) -> None:
    result = run(
        "verify", "--format", "json", text(sound), text(with_module(sound, minutes=599)), "PARCOURS-A1/"
    )
    assert result.code == 2
    good, bad, unread = json.loads(result.out)["attestations"]
    assert (good["read"], good["sound"], good["findings"]) == (True, True, [])
    assert good["content"]["name"] == NAME
    assert good["code"] == sound.code()
    (finding,) = bad["findings"]
    assert (bad["sound"], finding["rule"], finding["written"]) == (False, "minutes", "599")
    assert finding["message"].startswith("d1: it tells 599 minutes planned")
    assert (unread["read"], unread["refusal"]) == (False, "damaged")


PIECES = st.sampled_from(
    ["PARCOURS-A1/", "PARCOURS-A9/", "/", ":", "*", "%", "%C3", "$A", "-", "\x00", "{", "}", '"', "\ud800", "9" * 5000,
     '{"parcoursAttestation":', '"content":', '"code":', "null", "1e999", "NaN", "é", "\u202e", "[" * 2000]
)  # fmt: skip


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    pieces=st.lists(PIECES | st.text(max_size=20), max_size=8), where=st.integers(0), cut=st.integers(0, 30)
)
def test_whatever_is_handed_over_the_answer_is_a_sentence(
    project: Path, sound: Attestation, pieces: list[str], where: int, cut: int
) -> None:
    known = text(sound)
    at = where % len(known)
    for content in ("".join(pieces), known[:at] + "".join(pieces) + known[at + cut :]):
        (project / "given").write_bytes(content.encode("utf-8", "surrogatepass"))
        assert exit_code_of(cli, ["verify", "given"]) in {0, 1, 2}
        if not content.startswith("-"):  # an option
            assert exit_code_of(cli, ["verify", content.replace("\x00", "")]) in {0, 1, 2}


def test_every_rule_has_its_sentence() -> None:
    words = {"written": "1", "expected": "2"}
    assert all(sentence.format(**words) for sentence in FINDINGS.values())
