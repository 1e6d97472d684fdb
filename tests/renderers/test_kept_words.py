"""« Ce que ce site sait de vous » has a sentence for all that its script may say, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.renderers.pages.learner import PAGES

SAID = re.compile(r"\b(say|count)\(\"([\w-]+)\"")
KINDS = re.compile(r"^  (\w+): (?:PAGE|\{)", re.MULTILINE)
SETTINGS = ("territory", "comfort", "name", "colours", "own")
COPIES = ("python", "site", "wanted", "lite", "worker")
PROBLEMS = ("unreadable", "too-large", "not-json", "not-progress", "newer", "other-course", "truncated")
LEFT_OUT = ("invalid", "foreign", "future")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_script_has_a_sentence_for_all_that_it_may_say(language: str, root: Path) -> None:
    scripts = root / "generator" / "browser" / "learner"
    source = "".join((scripts / name).read_text("utf-8") for name in ("kept.js", "telling.js"))
    asked = {
        f"{key}{ending}"
        for verb, key in SAID.findall(source)
        for ending in ([""] if verb == "say" else ["_one", "_other"])
    }
    kinds = set(KINDS.findall((scripts / "journal.js").read_text("utf-8"))) - {"unread"}
    assert "placement" in kinds
    asked |= {f"kind_{kind}" for kind in (*kinds, *SETTINGS, *COPIES, "journal", "other", "strangers")}
    asked |= {f"{what}_{kind}" for kind in (*SETTINGS, *COPIES) for what in ("about", "erased")}
    asked |= {f"problem_{code}" for code in PROBLEMS}
    asked |= {f"problem_{code}_{form}" for code in LEFT_OUT for form in ("one", "other")}
    asked |= {f"state_{state}" for state in ("kept", "weak", "full", "forbidden")}
    asked |= {f"lasting_{answer}" for answer in ("yes", "no", "unknown")}
    words = PAGES["kept"].script_words
    assert asked <= words[language].keys(), sorted(asked - words[language].keys())
    assert words["fr"].keys() == words["en"].keys()
