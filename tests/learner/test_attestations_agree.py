"""Python and the page's scripts make the same code and text of a content, and say the same of what is handed over."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from support.courses import sound_course
from support.node import find_node

from generator.checks.attestations import Checker, judge
from generator.model.attestations import Attestation, ModuleDone, plain_code, plain_word
from generator.reading.attestations import RefusedError, read_attestations

HERE = Path(__file__).resolve().parent


def attestation(content: dict) -> Attestation:
    modules = tuple(
        ModuleDone(**{k: tuple(v) if isinstance(v, list) else v for k, v in one.items()})
        for one in content["modules"]
    )
    return Attestation(**{k: v for k, v in content.items() if k not in {"v", "modules"}}, modules=modules)


def test_python_and_the_page_agree_on_every_attestation(root: Path) -> None:
    run = subprocess.run(
        [find_node(root), HERE / "vectors.mjs"], cwd=root, capture_output=True, text=True, check=True
    )
    said = [json.loads(line) for line in run.stdout.splitlines()]
    course = sound_course()
    counts = {"made": 0, "read": 0, "refused": 0, "typed": 0}
    for one in said:
        counts[one["kind"]] += 1
        if one["kind"] == "made":
            made = attestation(one["content"])
            assert made.code(one["word"]) == one["under"]
            assert made.text(one["code"]) == one["text"]
        elif one["kind"] == "typed":
            assert (plain_word(one["typed"]), plain_code(one["typed"])) == (one["word"], one["code"])
        else:
            (found,) = read_attestations(one["given"])
            if isinstance(found, RefusedError):
                counts["refused"] += 1
                assert found.why == one["refusal"], one["given"]
                continue
            assert one["refusal"] is None, one["given"]
            rules = [
                [f.rule, f.module, f.written] for f in judge(found, course, "-", Checker(**one["checker"]))
            ]
            assert rules == one["rules"], one["given"]
    assert counts["made"] == 150
    assert counts["read"] == 750
    assert 100 < counts["refused"] < 300
