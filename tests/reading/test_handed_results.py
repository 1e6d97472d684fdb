"""Whatever is handed over, reading ends with results and remarks: what is sound is kept, the rest has its line and a way out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.a_class import code

from generator.reading.results import STDIN, Handed, read_results
from generator.rules import Severity

MESSAGES = Path(__file__).with_name("handed_results.txt")
"""Read each line before changing it: this is all that a trainer is told."""

GIVEN = {"answer": ["bands", "hash"], "score": 0.5}
QUESTION = {"module": "a2", "question": "raise-k", "first": GIVEN, "last": GIVEN, "tries": 2, "done": True}
CELL = {"module": "a2", "exercise": "a2-anonymity", "cell": "q-k", "status": "right", "tries": 1}
RESULT: dict[str, Any] = {
    "format": "parcours-result",
    "version": 1,
    "course": "parcours",
    "courseVersion": "2026.11",
    "language": "fr",
    "audience": "elus",
    "id": "0123456789abcdef",
    "day": "2026-11-27",
    "questions": [QUESTION],
    "exercises": [CELL],
}
OTHER = {**RESULT, "id": "fedcba9876543210"}


def read(text: str | bytes) -> Handed:
    return read_results([STDIN], "parcours", text.encode() if isinstance(text, str) else text)


def told(handed: Handed) -> list[str]:
    return [
        f"{r.severity.value} {r.place.path}:{r.place.line}: {r.message} | {r.hint}" for r in handed.remarks
    ]


def test_a_file_and_a_code_say_the_same() -> None:
    one, other = read(json.dumps(RESULT)), read(code(RESULT))
    assert one.remarks == other.remarks == []
    assert one.results == other.results
    (result,) = one.results
    assert result.questions[0].first.answer == ("bands", "hash")
    assert result.exercises[0].status == "right"


WHOLE = code(RESULT)
FOLDED = [WHOLE[i : i + 40] for i in range(0, len(WHOLE), 40)]


@pytest.mark.parametrize(
    "text",
    [
        f"Bonjour, voici : {WHOLE}. Merci !",
        f"« {WHOLE} »",
        f"{WHOLE} Bonne journée Paul",
        f"{WHOLE}\n-- \nPaul_Martin-Durand",
        "Le lundi, Paul a écrit :\n> " + "\n> ".join(FOLDED) + "\n> merci",
        ">> " + "\r\n>> ".join(FOLDED),
        "=\r\n".join(FOLDED),
        "\n\n".join(FOLDED),
        "   " + "\n     ".join(FOLDED),
        WHOLE[:30] + "\u200b" + WHOLE[30:60] + "\u00ad" + WHOLE[60:],
        WHOLE.replace("PARCOURS-R1", "PARCOURS-\n> R1"),
        "\ufeff" + WHOLE,
    ],
    ids=[
        "in a sentence", "in quotes", "words after", "signature", "quoted", "quoted twice", "quoted-printable",
        "blank lines", "indented", "invisible", "mark folded", "byte order mark",
    ],
)  # fmt: skip
def test_a_code_is_found_however_it_came(text: str) -> None:
    handed = read(text)
    assert handed.remarks == []
    assert [r.id for r in handed.results] == [RESULT["id"]]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_code_is_found_in_the_encodings_of_notepads(encoding: str) -> None:
    assert len(read(f"Voilà : {WHOLE}".encode(encoding)).results) == 1


def test_several_codes_on_one_line_and_one_twice() -> None:
    handed = read(f"{WHOLE} {code(OTHER)}\n\n{WHOLE}")
    assert [r.id for r in handed.results] == [RESULT["id"], OTHER["id"]]
    assert told(handed) == [
        "warning standard input:3: this result was handed twice: it counts once | the other is in standard input:1"
    ]


def with_question(**changed: Any) -> dict[str, Any]:
    return {**RESULT, "questions": [QUESTION, {**QUESTION, "question": "compute-k", **changed}]}


REFUSED = {
    "another course": {**RESULT, "course": "autre <b>cours</b>"},
    "newer form": {**RESULT, "version": 2},
    "no form": {k: v for k, v in RESULT.items() if k != "version"},
    "progress": {**RESULT, "format": "parcours-progress"},
    "stranger": {"name": "package"},
    "id": {**RESULT, "id": "Jean Dupont"},
    "day": {**RESULT, "day": "2026-02-31"},
    "no questions": {k: v for k, v in RESULT.items() if k != "questions"},
    "too many": {**RESULT, "questions": [None] * 2001},
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_result_that_is_not_ours_is_refused_and_the_others_kept(name: str) -> None:
    handed = read(f"{code(REFUSED[name])}\n{code(OTHER)}")
    assert [r.id for r in handed.results] == [OTHER["id"]]
    assert [r.severity for r in handed.remarks] == [Severity.ERROR]


PARTLY = {
    "score": with_question(first={"answer": "3", "score": 7}),
    "no answer": with_question(last={"score": 1}),
    "nested answer": with_question(first={"answer": {"a": {"b": 1}}, "score": 0}),
    "tries": with_question(tries="<script>"),
    "not an object": {**RESULT, "questions": [QUESTION, "hello"]},
    "twice": {**RESULT, "questions": [QUESTION, QUESTION]},
    "status": {**RESULT, "exercises": [{**CELL, "status": "solved"}]},
}


@pytest.mark.parametrize("name", PARTLY)
def test_a_part_that_is_wrong_costs_itself_only(name: str) -> None:
    handed = read(json.dumps(PARTLY[name], indent=1))
    assert [q.question for r in handed.results for q in r.questions] == ["raise-k"]
    assert [r.severity for r in handed.remarks] == [Severity.ERROR]


BROKEN = {
    "file cut": json.dumps(RESULT, indent=1)[:-40],
    "file edited": json.dumps(RESULT, indent=1).replace('"tries": 2,', '"tries": two,', 1),
    "huge number": json.dumps(RESULT).replace('"tries": 2', '"tries": ' + "9" * 9000),
    "brackets": '{"a":' + "[" * 200_000,
    "code cut": WHOLE[:-30],
    "code cut in a sentence": f"Voici : {WHOLE[:-30]}.\nMerci beaucoup et bonne journée",
    "code damaged": WHOLE[:20] + "A" * 20 + WHOLE[40:],
    "newer code": WHOLE.replace("-R1.", "-R2."),
    "no code": "Bonjour, je n’ai pas trouvé le bouton.",
    "empty": "",
    "binary": b"\x89PNG\r\n\0\0",
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read_is_told_with_a_way_out(name: str) -> None:
    handed = read(BROKEN[name])
    assert handed.results == ()
    assert all(remark.hint for remark in handed.remarks)


def test_a_code_that_unfolds_without_end_is_refused() -> None:
    bomb = code({**RESULT, "day": " " * 30_000_000})
    handed = read(bomb)
    assert "holds more than any result does" in told(handed)[0]


def test_what_learners_typed_cannot_drive_a_terminal_or_hide() -> None:
    typed = {"answer": "a\x1b[31mb\u202ec\ud800\n=1", "score": 0}
    (result,) = read(json.dumps(with_question(first=typed, last=typed))).results
    assert result.questions[1].first.answer == "a [31mb c =1"


def messages() -> str:
    """Every message above, by the name of its case."""
    lines = []
    for name, result in {**REFUSED, **PARTLY}.items():
        lines += [f"{name}\n  {line}" for line in told(read(json.dumps(result, indent=1)))]
    for name, text in BROKEN.items():
        lines += [f"{name}\n  {line}" for line in told(read(text))]
    return "\n".join(lines) + "\n"


def test_messages_are_those_that_were_read_over() -> None:
    assert messages() == MESSAGES.read_text(encoding="utf-8")


# --- files and folders ------------------------------------------------------------------------------


def test_an_empty_folder_is_told_by_its_name(tmp_path: Path) -> None:
    handed = read_results([str(tmp_path)], "parcours")
    assert handed.results == ()
    (remark,) = handed.remarks
    assert (remark.message, remark.severity) == ("there is no file in this folder", Severity.WARNING)
    assert remark.place.path == str(tmp_path)


def test_a_folder_is_looked_through(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.json").write_text(json.dumps(RESULT))
    (tmp_path / "mails.TXT").write_text(code(OTHER))
    (tmp_path / "notes.txt").write_text("Salle B, 14 h")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / ".hidden.json").write_text("{")
    (tmp_path / "link.json").symlink_to(tmp_path / "deep" / "a.json")
    handed = read_results([str(tmp_path), str(tmp_path / "deep" / "a.json")], "parcours")
    assert len(handed.results) == 2
    assert [r.severity for r in handed.remarks] == [Severity.WARNING] * 2
    assert [r.message for r in handed.remarks] == [
        "2 files of other kinds were left aside in this folder",
        "no code that begins with PARCOURS-R1. is in this text",
    ]


def test_a_name_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    (tmp_path / "big.json").write_bytes(b" " * 4_000_001)
    handed = read_results([str(tmp_path / "none.json"), str(tmp_path / "big.json"), "/dev/null"], "parcours")
    messages = {r.message.partition(":")[0] for r in handed.remarks}
    assert messages == {
        "there is no file or folder of that name",
        "the file is larger than 4,000 kB",
        "this is not a file that can be read to its end",
    }


# --- laws -------------------------------------------------------------------------------------------

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(st.sampled_from(sorted(RESULT)), JSON, st.sampled_from(sorted(QUESTION)), JSON)
def test_any_value_in_any_field_gives_results_or_remarks(
    field: str, value: Any, part: str, other: Any
) -> None:
    spoilt = {**RESULT, "questions": [{**QUESTION, part: other}], field: value}
    for text in (json.dumps(spoilt), code(spoilt)):
        handed = read(text)
        assert handed.results or handed.remarks


@given(st.integers(0, len(WHOLE)), st.binary(max_size=12), st.integers(0, 60))
def test_any_bytes_anywhere_end_in_results_or_remarks(at: int, junk: bytes, cut: int) -> None:
    for whole in (WHOLE.encode(), json.dumps(RESULT, indent=1).encode()):
        handed = read(whole[:at] + junk + whole[at + cut :])
        assert handed.results or handed.remarks


@given(st.binary(max_size=300))
def test_any_file_at_all(raw: bytes) -> None:
    handed = read(raw)
    assert handed.results or handed.remarks
