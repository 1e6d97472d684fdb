"""The shapes of the authors' files: what each YAML file may say, and nothing else.

Lives here: pydantic models of the files, read strictly (no unknown key, no silent conversion), and the forms of values
that all of them share. JSON Schemas for editors come from them. Quizzes, exercises and overlays have theirs in
`quiz_shapes`, `exercise_shapes` and `overlay_shapes`. May not live here: rules that look at more than one file (see
`checks`).
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

ID_FORM = r"^[a-z0-9]+(-[a-z0-9]+)*$"
SIREN_FORM = r"^[0-9]{9}$"
MAX_ID = 60
_DAY_FORM = r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
ADDRESS_FORM = r"^(https?://\S+)?$"
_ACRONYM_FORM = r"^[A-Z]{2}[A-Z0-9]{0,10}$"
_LANGUAGE_FORM = r"^(fr|en)$"
_TONGUE_FORM = r"^[a-z]{2}$"
_PLAIN_FORM = r"^[^\s<>\[\](){}`*_|\\#&\"!]([^<>\[\](){}`*_|\\#&\"!\n]*[^\s<>\[\](){}`*_|\\#&\"!])?$"
DIGEST_FORM = r"^([0-9a-f]{16})?$"
FILE_FORM = r"^[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*$"
FORMS = {
    ID_FORM: f"lower case letters without accents, digits and single hyphens, at most {MAX_ID}",
    SIREN_FORM: "the SIREN number, nine digits between quotes",
    _DAY_FORM: "a day as in 2026-11-23",
    ADDRESS_FORM: "an address that begins with https:// or http://, without spaces",
    _ACRONYM_FORM: "an acronym in capital letters, as in GPS",
    _LANGUAGE_FORM: "one of en, fr",
    _TONGUE_FORM: "the two letters of a language, as in de",
    _PLAIN_FORM: "plain words: no brackets, no stars, no marks of Markdown or HTML",
    FILE_FORM: "a file's name in data/: letters, digits, hyphens, underscores and dots",
    DIGEST_FORM: "what 'parcours digest' writes: sixteen hexadecimal digits",
}
"""What each pattern asks for, in words: for hints."""


def _said(text: str) -> str:
    if not text.strip():
        raise ValueError("the text is empty")
    return text


Id = Annotated[
    str,
    Field(pattern=ID_FORM, max_length=MAX_ID,
          description="stable name in lower case, digits and hyphens; never changed once published"),
]  # fmt: skip
Text = Annotated[str, Field(min_length=1, max_length=20_000), AfterValidator(_said)]
Title = Annotated[str, Field(min_length=1, max_length=160), AfterValidator(_said)]
Language = Annotated[str, Field(pattern=_LANGUAGE_FORM, description="fr or en")]
Tongue = Annotated[str, Field(pattern=_TONGUE_FORM, description="a language, as in fr, en or de")]
Phrase = Annotated[str, Field(min_length=2, max_length=200), AfterValidator(_said)]
Words = Annotated[dict[Language, Text], Field(min_length=1, description="one text per language")]
Slugs = Annotated[dict[Language, Id], Field(min_length=1, description="one part of an address per language")]
# Stands inside sentences, links and code: nothing in it may be markup.
Plain = Annotated[str, Field(min_length=1, max_length=120, pattern=_PLAIN_FORM)]
PlainWords = Annotated[dict[Language, Plain], Field(min_length=1)]
Minutes = Annotated[int, Field(ge=1, le=600)]
Digest = Annotated[str, Field(pattern=DIGEST_FORM, description="written by `parcours digest`")]

VERBS = (
    "citer", "définir", "repérer", "expliquer", "classer", "appliquer", "calculer", "utiliser", "analyser",
    "comparer", "distinguer", "évaluer", "arbitrer", "justifier", "rédiger", "concevoir", "planifier",
)  # fmt: skip
Verb = Literal[
    "citer", "définir", "repérer", "expliquer", "classer", "appliquer", "calculer", "utiliser", "analyser",
    "comparer", "distinguer", "évaluer", "arbitrer", "justifier", "rédiger", "concevoir", "planifier",
]  # fmt: skip


def _exists(day: str) -> str:
    try:
        date.fromisoformat(day)
    except ValueError:
        raise ValueError(f"'{day}' is not a day of the calendar") from None
    return day


Day = Annotated[str, Field(pattern=_DAY_FORM, description="ISO day"), AfterValidator(_exists)]


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class ReadabilityShape(Shape):
    """How hard a text for an audience may be to read; what is left out keeps its default."""

    words_per_sentence: Annotated[float, Field(ge=6, le=40, description="most words on average")] = 14
    longest_sentence: Annotated[int, Field(ge=10, le=80, description="most words in one sentence")] = 30
    long_sentences: Annotated[
        float, Field(ge=0, le=100, description="most sentences over 25 words, in percent")
    ] = 10
    ease: Annotated[float, Field(ge=0, le=100, description="least reading ease, 100 is easy")] = 60


class AudienceShape(Shape):
    id: Id
    slug: Slugs
    name: Words
    invitation: Words
    reading: ReadabilityShape = ReadabilityShape()


class OpeningShape(Shape):
    """Words of a source that a theme opens with."""

    text: Annotated[
        Words, Field(description="the source's own words, in Markdown; translated in other languages")
    ]
    by: Annotated[Words, Field(description="whose words, and when")]
    reference: Annotated[str, Field(pattern=ID_FORM, description="id of the source")]


class ThreadShape(Shape):
    """The story that the modules tell together; each says its step in `thread` of its module.yml."""

    title: Words
    intro: Annotated[Words, Field(description="what comes before the first step, in Markdown")]


class ThemeShape(Shape):
    id: Id
    slug: Id
    title: Words
    summary: Words
    opening: OpeningShape | None = None
    modules: Annotated[list[Id], Field(description="ids of modules, in the order learners meet them")]


class CourseShape(Shape):
    id: Id
    title: Words
    tagline: Words
    version: Annotated[str, Field(min_length=1, max_length=20)]
    updated: Day
    languages: Annotated[list[Literal["fr", "en"]], Field(min_length=1)]
    audiences: Annotated[list[AudienceShape], Field(min_length=1)]
    acronyms: Annotated[
        list[Annotated[str, Field(pattern=_ACRONYM_FORM)]],
        Field(max_length=60, description="acronyms that everyone knows: lessons need not spell them out"),
    ] = []
    foreign: Annotated[
        dict[Language, dict[Tongue, Annotated[list[Phrase], Field(max_length=400)]]],
        Field(description="for pages in a language: words and titles of other languages that they quote"),
    ] = {}
    thread: ThreadShape | None = None
    themes: Annotated[list[ThemeShape], Field(min_length=1)]


class ObjectiveShape(Shape):
    id: Id
    verb: Verb
    statement: Words
    competence: Annotated[str, Field(pattern=r"^[1-5]\.[1-6]$", description="DigComp competence, e.g. 4.2")]


class ReasonShape(Shape):
    when: Id | None = None
    text: PlainWords


class ModuleShape(Shape):
    id: Id
    title: Words
    summary: Words
    minutes: Minutes
    prerequisites: list[Id] = []
    objectives: Annotated[list[ObjectiveShape], Field(min_length=1, max_length=6)]
    here: Annotated[list[ReasonShape], Field(max_length=8)] = []
    thread: Annotated[
        Words | None, Field(description="the module's step in the story of the course, in a sentence or two")
    ] = None


class LessonShape(Shape):
    id: Id
    kind: Literal["situation", "notion", "territory", "deliverable", "express"]
    title: Title
    minutes: Annotated[int, Field(ge=1, le=60)]
    objectives: list[Id] = []
    source_digest: Digest = ""


class NotesShape(Shape):
    source_digest: Digest = ""


class PageShape(Shape):
    id: Id
    slug: Id
    title: Title
    source_digest: Digest = ""


class FigureShape(Shape):
    value: float
    style: Literal["number", "percent", "euros", "year"] = "number"
    decimals: Annotated[int, Field(ge=0, le=6)] = 0
    unit: PlainWords | None = None


class FiguresShape(Shape):
    model: Annotated[str, Field(pattern=r"^exercises/[A-Za-z0-9_/-]+\.py$")]
    figures: dict[Id, FigureShape]


class ReferenceShape(Shape):
    title: Words
    publisher: Annotated[
        str, Field(max_length=200, description="who published it; nobody, for what everyone knows")
    ] = ""
    address: Annotated[str, Field(pattern=ADDRESS_FORM)] = ""
    confidence: Literal["verified", "reported", "known", "computed"]
    as_of: Day
    review_by: Day
    note: Words | None = None


class TermShape(Shape):
    name: Annotated[str, Field(min_length=1, max_length=80)]
    forms: list[Annotated[str, Field(min_length=2, max_length=80)]] = []
    definition: Annotated[str, Field(min_length=1, max_length=600)]


class MemberShape(Shape):
    insee: Annotated[str, Field(pattern=r"^[0-9][0-9AB][0-9]{3}$")]
    name: Plain
    municipal: Annotated[int, Field(ge=0)]
    total: Annotated[int, Field(ge=0)]


class TerritoryShape(Shape):
    name: Plain
    kind: Literal["commune", "cc", "ca", "cu", "metropole"]
    vintage: Annotated[str, Field(pattern=r"^\d{4}$")]
    reference: Id
    members: Annotated[list[MemberShape], Field(min_length=1)]


class ObligationShape(Shape):
    """What the law asks of some territories; thresholds are included."""

    title: Words
    duty: Words
    article: Annotated[str, Field(min_length=1, max_length=160, description="the text of law, in short")]
    kinds: Annotated[
        list[Literal["commune", "cc", "ca", "cu", "metropole"]],
        Field(min_length=1, description="kinds of territory it can concern"),
    ]
    population: Annotated[int, Field(ge=0, description="inhabitants from which it applies, 0 for all")] = 0
    staff: Annotated[int, Field(ge=0, description="full-time equivalents from which it applies")] = 0
    pending: Annotated[
        bool, Field(description="whether the text is not in force at the date of its source")
    ] = False
    references: Annotated[list[Id], Field(min_length=1, description="sources, the text of law first")]
    module: Annotated[Id | None, Field(description="id of the module that explains it")] = None
    note: Annotated[dict[Language, Text] | None, Field(description="limits of this reading")] = None


class EditionShape(Shape):
    title: Words
    audiences: list[Id] | None = None
    languages: list[Literal["fr", "en"]] | None = None
    territory: Annotated[
        str,
        Field(description="SIREN of a grouping or INSEE code of a commune: `parcours territories find NAME`"),
    ]
    role: Literal["learner", "trainer"] = "learner"
    modules: list[Id] | None = None
    overlays: Annotated[
        list[Id], Field(description="folders of site_config/overlays, laid in this order")
    ] = []
    chooser: Annotated[
        bool,
        Field(
            description="whether learners may choose their territory; `territory` is then the reference case"
        ),
    ] = False
