"""The rules of a course: what each asks of its author, what goes wrong without it, whether it stops the build.

Lives here: the table that `parcours explain` shows. Ids are stable.
May not live here: anything that finds a fault (see `reading` and `checks`) or tells one (see `diagnostics`).
Standard library only.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass


class Severity(enum.Enum):
    """An error stops the build; a warning is shown and the build goes on."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing the generator complains about.

    Attributes:
        id: kebab-case name, stable, shown in brackets.
        sentence: what the rule asks of the author, one sentence.
        why: what goes wrong for learners or trainers when it is broken.
        severity: whether a breach stops the build.
    """

    id: str
    sentence: str
    why: str
    severity: Severity = Severity.ERROR


def _table(*rules: Rule) -> Mapping[str, Rule]:
    return {rule.id: rule for rule in rules}


RULES: Mapping[str, Rule] = _table(
    # --- files and YAML -------------------------------------------------------------------------
    Rule("missing-file", "Every file the course names must exist.", "The page or module would be missing."),
    Rule(
        "unreadable-file",
        "Every file must be readable text in UTF-8, under the size limit.",
        "Accents would be garbled, or a hostile file could exhaust the machine.",
    ),
    Rule(
        "unsafe-path",
        "File names stay inside the course: no '..', absolute path, link or reserved name.",
        "A course copied from elsewhere could publish or overwrite files of the machine.",
    ),
    Rule(
        "ignored-file",
        "Every file and folder among those of the course is one that it reads.",
        "What it holds would be published nowhere.",
        Severity.WARNING,
    ),
    Rule("yaml-syntax", "YAML files must be well formed.", "Nothing of the file can be understood."),
    Rule(
        "yaml-unsafe",
        "YAML files use plain values only: no anchor, alias, merge or tag, bounded size and depth.",
        "A few lines with aliases can expand to gigabytes.",
    ),
    Rule("duplicate-key", "A key appears once in a mapping.", "One of the two values would be lost unseen."),
    Rule(
        "unknown-field", "Only documented fields are accepted.", "A misspelt field would be ignored unseen."
    ),
    Rule("missing-field", "Required fields must be present.", "The page cannot be made without it."),
    Rule(
        "wrong-type",
        "Each field has the type and the range its documentation gives.",
        "The value would be shown or computed wrongly.",
    ),
    # --- identity -------------------------------------------------------------------------------
    Rule("duplicate-id", "An id names one thing.", "Learners' progress and LMS records hang on ids."),
    Rule(
        "unknown-module",
        "Themes, prerequisites and editions name modules that exist.",
        "The path would lead nowhere.",
    ),
    Rule(
        "unlisted-module",
        "Every module folder is listed in a theme of course.yml.",
        "The module would never be published.",
    ),
    Rule(
        "prerequisite-order",
        "A module comes after its prerequisites, without a cycle.",
        "Learners would meet notions before they are explained.",
    ),
    Rule(
        "unknown-audience",
        "Passages and editions name audiences of course.yml.",
        "The passage would be shown to nobody.",
    ),
    Rule(
        "unknown-fact",
        "`{{ … }}` names a fact of the territory or a figure of the module.",
        "A hole would be left in the sentence.",
    ),
    Rule(
        "unknown-condition",
        "The condition of a passage is one of the closed list.",
        "The passage would be shown to nobody.",
    ),
    Rule(
        "unguarded-fact",
        "`{{ commune.… }}` stands in a passage shown only where a commune is known.",
        "Readers who chose a grouping, or nothing, would find a hole in the sentence.",
    ),
    Rule("unknown-reference", "Citations name an id of references.yml.", "The source could not be shown."),
    Rule(
        "unknown-term", "Terms linked as [[term]] are in the glossary.", "The definition could not be shown."
    ),
    Rule(
        "unknown-objective",
        "Lessons and questions name objectives of their module.",
        "Progress by objective would be wrong.",
    ),
    Rule(
        "unknown-edition-value",
        "Editions name languages, audiences, territories and roles that exist.",
        "The edition could not be selected.",
    ),
    # --- lessons --------------------------------------------------------------------------------
    Rule(
        "bad-passage",
        "A passage opens with '::: audience ID' or '::: when CONDITION' and closes with ':::'; under a condition it has no heading.",
        "Text meant for one audience would reach another.",
    ),
    Rule(
        "raw-html",
        "Lessons are Markdown; of HTML only a few plain inline tags without attributes.",
        "Scripts or styles in a text would run on every learner's device.",
    ),
    Rule("unsafe-link", "Links are relative, or http(s) and mailto.", "A script hidden in a link would run."),
    Rule(
        "too-hostile",
        "A paragraph or a line stays within the bounds of nesting and length.",
        "The Markdown engine takes minutes on a few kilobytes of brackets.",
    ),
    Rule("missing-alt", "Every image has a text alternative.", "Blind learners would miss what it teaches."),
    Rule(
        "heading-jump",
        "Headings go down one level at a time, and start at level 2.",
        "Screen-reader users navigate by heading level.",
    ),
    Rule(
        "dead-link",
        "Links lead to a page, an anchor or a file of the same edition.",
        "Learners would land on an error page.",
    ),
    Rule(
        "unknown-image", "Images named in a lesson are files of its module.", "The picture would be missing."
    ),
    Rule(
        "broken-mark",
        "Citations, terms, links, pictures and notes are written whole: [@id], [[id]], [words](address), ![what it shows](images/name.svg).",
        "Readers would see brackets in place of a source, a link or a picture.",
    ),
    Rule(
        "frozen-fact",
        "Facts of a territory stand in sentences, not in titles, links, code or the alternative of a picture.",
        "A page fills only its sentences again: readers of another territory would find the wrong place there.",
    ),
    Rule(
        "lost-layout",
        "Lists, tables and boxes are written as the site's Markdown reads them: a blank line before, four spaces inside.",
        "Readers would see run-on text with its marks in place of a list, a table or a box.",
        Severity.WARNING,
    ),
    Rule(
        "unnamed-column",
        "Every column of a table has a name in its first row.",
        "Screen readers say that name at each cell: they would say nothing.",
        Severity.WARNING,
    ),
    Rule(
        "hard-to-read",
        "A lesson stays within what course.yml asks of its readers: words in a sentence, reading ease.",
        "Readers short of time, or less used to reading, would give up before the end.",
        Severity.WARNING,
    ),
    Rule(
        "acronym-not-spelt",
        "An acronym is spelt out where a lesson first uses it, or by the glossary; course.yml lists those that everyone knows.",
        "Those who do not know it would be left out, and a lesson may be read alone.",
        Severity.WARNING,
    ),
    # --- quizzes --------------------------------------------------------------------------------
    Rule(
        "no-right-answer",
        "A question has the right answers its kind asks for.",
        "Learners could never succeed, or would succeed whatever they do.",
    ),
    Rule(
        "missing-feedback",
        "Every choice explains why it is right or wrong.",
        "Learners would not learn from a mistake.",
    ),
    Rule(
        "recall-missing",
        "A quiz recalls an earlier module that exists.",
        "Recall fights forgetting.",
    ),
    # --- exercises ------------------------------------------------------------------------------
    Rule(
        "bad-cell",
        "Each cell of a notebook has a name and a role, and holds what its role asks for.",
        "The page could not show it as a form, and learners' answers would not follow it.",
    ),
    Rule(
        "bad-parameter",
        "A parameter is one assignment with a label, a form annotation, and a default the form allows.",
        "Learners who do not code would get a field that does not work.",
    ),
    Rule(
        "missing-answer",
        "Every question has its solution, with a right answer and three typical wrong ones.",
        "Nobody could tell that the question can be answered, and that mistakes get their explanation.",
    ),
    Rule(
        "cell-syntax",
        "Cells and models are Python that can be read.",
        "The exercise could not run.",
    ),
    Rule(
        "missing-provenance",
        "Every file of data has its source and licence in exercise.yml, and every line there has its file.",
        "Learners could not tell where the numbers come from, nor authorities whether they may publish them.",
    ),
    Rule(
        "missing-limits",
        "A notebook ends with a section that says what its model leaves out.",
        "A simple model would be taken for the whole truth.",
    ),
    Rule(
        "bad-territory",
        "An exercise that follows a territory holds one, and its parameters are written as that one gives them.",
        "In another territory the exercise would ask about communes that are not there.",
    ),
    Rule(
        "foreign-import",
        "Cells and models import the standard library, the model and atelier only.",
        "The exercise would fail on a learner's device, where nothing else is installed.",
    ),
    Rule(
        "not-reproducible",
        "Cells and models use no clock, and no chance without a seed.",
        "Learners would see other numbers than the lesson quotes.",
    ),
    Rule(
        "unsafe-cell",
        "Cells and models stay in their folder: no other file, no network, no program, no code made at run time.",
        "An exercise copied from elsewhere could read or change the machine it runs on.",
    ),
    # --- languages ------------------------------------------------------------------------------
    Rule(
        "missing-translation",
        "A file exists in every language of the course.",
        "Readers of that language would miss a page.",
    ),
    Rule(
        "parity",
        "Translations have the same structure: ids, kinds, audiences, facts, right answers.",
        "Progress would not follow a learner who switches language.",
    ),
    Rule(
        "stale-translation",
        "A translation carries the digest of the text it translates.",
        "Readers of that language would learn an outdated text.",
        Severity.WARNING,
    ),
    # --- overlays -------------------------------------------------------------------------------
    Rule(
        "overlay-target",
        "An overlay holds files that can change something, and what they change is there.",
        "The local text would be shown nowhere.",
    ),
    Rule(
        "overlay-conflict",
        "Overlays of one edition do not change the same thing.",
        "One of the two local texts would be lost unseen.",
    ),
    Rule(
        "overlay-outdated",
        "A local text carries the digest of the shared lesson it follows.",
        "Learners of that territory would miss what changed in the shared course.",
        Severity.WARNING,
    ),
    Rule(
        "overlay-language",
        "A local text is there in every language of the editions that show it.",
        "Readers of the other languages would get the shared text.",
        Severity.WARNING,
    ),
    Rule(
        "unused-overlay",
        "An overlay is named by an edition.",
        "It would be published nowhere.",
        Severity.WARNING,
    ),
    # --- figures, dates, minutes ----------------------------------------------------------------
    Rule(
        "minutes",
        "A module's minutes are the sum of its lessons and its quiz.",
        "Learners short of time plan with this figure.",
    ),
    Rule(
        "long-lesson",
        "A notion takes at most seven minutes.",
        "Learners leave longer ones unfinished.",
        Severity.WARNING,
    ),
    Rule(
        "stale-reference",
        "A source is reviewed before its review date.",
        "The course would teach law that has changed.",
        Severity.WARNING,
    ),
    Rule(
        "uncovered-objective",
        "Every objective has at least one question.",
        "Nobody could tell whether it is reached.",
    ),
    Rule(
        "objective-not-practised",
        "Every objective is put to use, in an exercise or in a text to take away.",
        "Learners would be asked about something they never did.",
    ),
    Rule(
        "thread-gap",
        "Once course.yml tells a story, each module says its step in it.",
        "The story would skip a module, and its steps would not be those that the modules announce.",
        Severity.WARNING,
    ),
    Rule(
        "unused-reference",
        "A source is cited somewhere.",
        "Dead entries hide the living ones.",
        Severity.WARNING,
    ),
    # --- exercises as they run ------------------------------------------------------------------
    Rule(
        "cell-failed",
        "Every cell runs to its end with the default parameters.",
        "Learners would meet a failure where a result should be.",
    ),
    Rule(
        "cell-too-slow",
        "All cells of a notebook run within the time they are given.",
        "On a phone the same cell takes several times longer.",
    ),
    Rule(
        "cell-too-long",
        "A cell shows what fits on a page.",
        "The page would take too long to load on a phone.",
    ),
    Rule(
        "broken-contract",
        "A reference answer is right, an untouched one is empty, typical wrong ones are told to be wrong.",
        "Learners would be told the opposite of what is so.",
    ),
)
