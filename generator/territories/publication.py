"""What a page needs to speak of another territory than the one it was built for: one small file for each grouping.

The texts are those of `facts`, so that a page filled in the browser says what a page filled by the build says.
Lives here: values ready for JSON. May not live here: files and their addresses (see the renderers).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from generator import texts
from generator.model import Commune, Locality, Obligation, Territory
from generator.territories.conditions import holding
from generator.territories.facts import (
    COMMUNE_FACTS,
    KINDS,
    PLURALS,
    Country,
    commune_facts,
    facts,
    facts_of_communes,
)
from generator.territories.obligations import APART, OVERSEAS, SENTENCES, later
from generator.territories.peers import family

FORMAT = 1
"""Number of the format: a page that knows another one keeps its reference case."""


def published_grouping(
    grouping: Territory, communes: Sequence[Commune], languages: Iterable[str], country: Country
) -> dict[str, Any]:
    """A grouping with its communes, as data for the browser.

    Args:
        grouping: what the file is about.
        communes: its members, in any order.
        languages: those of the site.
        country: as for `facts`.

    Returns:
        `format`, `code`, `name`, `kind`, `vintage`;
        `members`: one row per commune in the order of population, [INSEE code, name, municipal, total, latest
        municipal population], `None` where not published, and for a latest that is the first again;
        `facts`: for each language, the grouping's facts by name;
        `commune`: for each language and fact, the texts of the communes in the order of `members`, or one text when
        it is the same for all; facts that do not depend on the language stand under `""`;
        `conditions`: names that hold when the grouping itself was chosen;
        `communeConditions`: lists of names that hold, and `communeCondition`: the rank of its list for each commune.
    """
    rank = {m.insee: at for at, m in enumerate(grouping.by_population)}
    ranked = sorted(communes, key=lambda c: rank[c.insee])
    found = [holding(Locality(grouping, c)) for c in ranked]
    lists = sorted(set(found))
    languages = tuple(languages)
    return {
        **_head(grouping.siren, grouping.name, grouping.kind, grouping.vintage),
        "members": [[c.insee, c.name, c.municipal, c.total, later(c)] for c in ranked],
        "facts": {lang: dict(facts(Locality(grouping, None), lang, country)) for lang in languages},
        "commune": _columns({lang: facts_of_communes(ranked, grouping, lang) for lang in languages}),
        "conditions": holding(Locality(grouping, None)),
        "communeConditions": lists,
        "communeCondition": [lists.index(names) for names in found],
    }


def published_commune(commune: Commune, languages: Iterable[str], country: Country) -> dict[str, Any]:
    """A commune in no grouping: the same shape, with the commune for only member.

    Its `facts` are those of the reference case, whose conditions no choice can bring: `conditions` is empty.
    """
    languages = tuple(languages)
    locality = Locality(None, commune)
    return {
        **_head(commune.insee, commune.name, "commune", commune.vintage),
        "members": [[commune.insee, commune.name, commune.municipal, commune.total, later(commune)]],
        "facts": {lang: dict(facts(Locality(country.home, None), lang, country)) for lang in languages},
        "commune": _columns({lang: [commune_facts(commune, None, lang)] for lang in languages}),
        "conditions": (),
        "communeConditions": [holding(locality)],
        "communeCondition": [0],
    }


def _head(code: str, name: str, kind: str, vintage: str) -> dict[str, Any]:
    return {"format": FORMAT, "code": code, "name": name, "kind": kind, "vintage": vintage}


def _columns(rows: Mapping[str, Sequence[Mapping[str, str]]]) -> dict[str, dict[str, Any]]:
    """Facts as columns: what is the same in all languages once, what is the same for all communes once."""
    out: dict[str, dict[str, Any]] = {"": {}, **{lang: {} for lang in rows}}
    for name in COMMUNE_FACTS:
        columns = {lang: [row[name] for row in those] for lang, those in rows.items()}
        first = next(iter(columns.values()))
        if all(column == first for column in columns.values()):
            out[""][name] = _once(first)
        else:
            for lang, column in columns.items():
                out[lang][name] = _once(column)
    return out


def _once(column: list[str]) -> list[str] | str:
    return column[0] if len(set(column)) == 1 else column


def published_law(obligations: Iterable[Obligation], languages: Iterable[str]) -> dict[str, Any]:
    """The obligations and the sentences that judge them, as data for the browser: see `obligations.judge`.

    Returns:
        `obligations`: id, kinds, thresholds, whether pending, references and module (words stand in the page);
        `sentences`: for each language the words of a reason, typeset, with `{threshold}`, `{figures}`, `{staff}`,
        `{kinds}` and `{n}` to fill; `plurals` and `kinds`: names of kinds; `families`: kinds taken for another;
        `apart`: kinds that are not judged on what concerns no commune; `overseas`: beginnings of the INSEE codes of
        communes that are not judged.
    """
    languages = tuple(languages)
    return {
        "format": FORMAT,
        "obligations": [
            {
                "id": o.id, "kinds": list(o.kinds), "population": o.population, "staff": o.staff,
                "pending": o.pending, "references": list(o.references), "module": o.module,
            }
            for o in obligations
        ],
        "sentences": {
            lang: {name: texts.typeset(words[lang], lang) for name, words in SENTENCES.items()} for lang in languages
        },
        "plurals": {lang: {kind: words[lang] for kind, words in PLURALS.items()} for lang in languages},
        "kinds": {lang: {kind: words[lang] for kind, words in KINDS.items()} for lang in languages},
        "families": {kind: family(kind) for kind in KINDS},
        "apart": list(APART),
        "overseas": list(OVERSEAS),
    }  # fmt: skip
