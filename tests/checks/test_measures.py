"""How texts are measured: sentences found where they stand, words and syllables counted as a reader says them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.checks.measures import Measure, ease, measure, prose, sentences, syllables

FRENCH = (
    "com/mune com/munes ha/bi/tant don/nées donnée=2 é/lec/tri/ci/té é/clai/rage nuit lampe lam/pa/daire cré/er "
    "ré/u/nion vi/dé/o pa/ys ma/ïs ques/tion quatre guerre guide po/pu/la/tion ré/gu/lier pa/yer eau ville par/tagent "
    "mo/ment do/cu/ment ar/gent sou/vent lo/ge/ment vie i/dée co/llec/ti/vi/té in/ter/co/mmu/na/li/té al/go/rithme "
    "eu/ro/pé/enne dé/lé/gué nu/mé/rique sé/cu/ri/té maire loi clé mi/llion co/o/pé/ra/tion po/ème peuvent doivent "
    "a/gent rendez=2 â/ge=1 le les est"
)
ENGLISH = (
    "com/mune coun/cil da/ta ta/ble mea/sured cre/a/ted ligh/ting e/ner/gy saves chan/ges i/de/a a/re/a mi/llion "
    "po/pu/la/tion house hou/ses asked wan/ted vo/ted li/ttle sci/ence cre/ate vi/de/o be/ing so/cial ques/tion "
    "ser/vi/ces size the be bri/dges au/di/ence peo/ple"
)


def counted(words: str) -> list[tuple[str, int]]:
    out = []
    for word in words.split():
        spelt, _, count = word.partition("=")
        out.append((spelt.replace("/", ""), int(count) if count else spelt.count("/") + 1))
    return out


@pytest.mark.parametrize(("language", "words"), [("fr", FRENCH), ("en", ENGLISH)])
def test_syllables_are_those_one_says(language: str, words: str) -> None:
    wrong = [(w, n, syllables(w, language)) for w, n in counted(words) if syllables(w, language) != n]
    assert wrong == []


def test_an_acronym_is_read_letter_by_letter() -> None:
    assert syllables("AIPD", "fr") == 4


def cut(text: str, language: str = "fr") -> list[str]:
    return [text[s.start : s.start + s.length] for s in sentences(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Une lampe. Deux lampes !", ["Une lampe.", "Deux lampes !"]),
        ("Selon l'art. L. 5211-4-2, p. 12, M. le maire signe.", ["Selon l'art. L. 5211-4-2, p. 12, M. le maire signe."]),
        ("Il paie : la lampe ; le mât.", ["Il paie :", "la lampe ;", "le mât."]),
        ("- une\n- deux\n\nTrois\nquatre", ["une", "deux", "Trois\nquatre"]),
        ("## Titre\n\n| a | b |\n|---|---|\n| c | d |\n\nReste.", ["Reste."]),
        ('!!! info "Un titre"\n    Le corps.', ["Le corps."]),
        ("Un préavis de … mois est dû.", ["Un préavis de … mois est dû."]),
        ("Il hésite… Il part.", ["Il hésite…", "Il part."]),
        ("Voir [la loi. Oui](https://a.fr/b.c) ici.", ["Voir [la loi.", "Oui](https://a.fr/b.c) ici."]),
        ("> **Article 1.** La « commune. »", ["Article 1.", "La « commune. »"]),
        ("```\nCode. Pas un mot.\n```\n", []),
        ("![Une lampe. Deux.](images/a.svg)", []),
    ],
)  # fmt: skip
def test_sentences_stand_where_they_were_written(text: str, expected: list[str]) -> None:
    assert [found.strip("* >") for found in cut(text)] == [one.strip("* >") for one in expected]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L'habitant paie.", 3),
        ("Un sous-sol de 12 000 m.", 5),
        ("La part de {{ figure.x }} par an [@a; @b].", 6),
        ("Le [[k-anonymat|seuil k]] et `code` !", 5),
        ("**Gras** et *penché*.", 3),
    ],
)
def test_marks_count_as_one_reads_them(text: str, words: int) -> None:
    assert sum(s.words for s in sentences(text, "fr")) == words


@given(st.text(alphabet="aé .:;!?…\n-|>#*_[]()`{}12\u00a0«»'", max_size=120))
def test_prose_keeps_every_character_in_its_place(text: str) -> None:
    for whole in (False, True):
        bare = prose(text, whole=whole)
        assert len(bare) == len(text)
        assert [i for i, c in enumerate(bare) if c == "\n"] == [i for i, c in enumerate(text) if c == "\n"]


@given(st.text(alphabet="aé .:;!?…\n-|>#*[]()`12«»'", max_size=120))
def test_sentences_follow_one_another(text: str) -> None:
    found = sentences(text, "fr")
    assert all(s.words >= s.measured > 0 for s in found)
    assert all(a.start + a.length <= b.start for a, b in itertools.pairwise(found))
    assert all(s.start + s.length <= len(text) for s in found)


def test_the_formulas_are_those_of_their_authors() -> None:
    text = Measure(sentences=10, words=150, syllables=240, measured=150)
    assert ease(text, "fr") == pytest.approx(207 - 1.015 * 15 - 73.6 * 1.6)
    assert ease(text, "en") == pytest.approx(206.835 - 1.015 * 15 - 84.6 * 1.6)


def test_longer_sentences_and_longer_words_read_less_easily() -> None:
    def of(text: str) -> float:
        return ease(measure(sentences(text, "fr")), "fr")

    assert of("La lampe luit. La nuit vient.") > of("La lampe luit et la nuit vient.")
    assert of("La lampe luit la nuit.") > of("L'éclairage nocturne illumine l'agglomération.")


def test_nothing_measures_as_nothing() -> None:
    assert (measure([]).words_per_sentence, measure([]).syllables_per_word) == (0.0, 0.0)
