"""Finding a commune or a grouping from what people type: a name as they spell it, a code, a postal code.

Lives here: how names are compared, and in which order what was found is given. May not live here: where names come from
(see `division`), how results are shown.

Accents, capitals, hyphens, apostrophes, « St » for « Saint », a leading article and little words do not count; words may
be cut short and stand in any order; a few wrong letters are forgiven. What fits best comes first, then what most people
live in.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

FORGIVEN = 6
MAX_TEXT = 200
"""Characters of a question that are looked at: no name has more."""

_LITTLE = frozenset(
    (
        "a",
        "au",
        "aux",
        "d",
        "de",
        "des",
        "du",
        "en",
        "et",
        "l",
        "la",
        "las",
        "le",
        "les",
        "los",
        "sous",
        "sur",
    )
)
_SPELT = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "cne": "commune", "mt": "mont"}
_KIND_WORDS = {
    "cc": ("cc",), "ca": ("ca",), "cu": ("cu",), "ept": ("ept",), "epci": (), "metropole": ("metropole", "lyon"),
    "communaute": (), "communes": ("cc",), "agglomeration": ("ca",), "agglo": ("ca",), "urbaine": ("cu",),
    "intercommunalite": (), "interco": (), "eurometropole": ("metropole",), "etablissement": (), "public": (),
    "territorial": ("ept",),
}  # fmt: skip
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_RANK = re.compile(r"^(\d+)(?:er|e|eme)$")


def all_words(text: str) -> tuple[str, ...]:
    """The words of a name or a question as they are compared: no accents, no capitals, « 13e » as 13."""
    bare = unicodedata.normalize("NFD", text.casefold()).translate(_LIGATURES)
    bare = "".join(c for c in bare if not unicodedata.combining(c)) if not bare.isascii() else bare
    return tuple(_SPELT.get(word) or _RANK.sub(r"\1", word) for word in _NOT_A_WORD.split(bare) if word)


def words(text: str) -> tuple[str, ...]:
    """Those words without the little ones, unless there is nothing else."""
    return _main_words(all_words(text))


def _main_words(every: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in every if word not in _LITTLE) or every


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found.

    Attributes:
        code: INSEE code of the commune or SIREN of the grouping it leads to.
        name: by which it is found.
        kind: commune, cc, ca, cu, metropole, lyon, ept.
        population: inhabitants, to put the best known first; 0 when unknown.
        context: words that tell it from its homonyms: département, its code.
        formerly: whether the name is that of a former commune, now part of `code`.
    """

    code: str
    name: str
    kind: str
    population: int
    context: str
    formerly: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that answers a question. Lower ranks answer better; those from `FORGIVEN` on forgave wrong letters."""

    entry: Entry
    rank: int


class Finder:
    """Answers questions over a list of entries; its index is made with the first question."""

    def __init__(self, entries: Iterable[Entry], groupings_of: dict[str, str]) -> None:
        """Keep what can be found.

        Args:
            entries: everything, in any order.
            groupings_of: INSEE code → SIREN of its grouping, to find a grouping by the name of a member.
        """
        self.entries: Sequence[Entry] = tuple(entries)
        self.groupings_of = groupings_of

    def find(self, text: str, limit: int) -> tuple[Hit, ...]:
        """Entries that a text may mean, best first, at most `limit`; none for a text without letters or digits."""
        every = all_words(text[:MAX_TEXT])
        if not every or limit < 1:
            return ()
        kinds, asked = _kinds(_main_words(every))
        ranks = self._ranks("".join(every), asked, kinds, limit)
        if not ranks and kinds is not None:  # « cc » was no kind of grouping, or nothing of that kind is near
            ranks = self._ranks("".join(every), asked, None, limit)
        best: dict[str, tuple[int, int, str, int]] = {}
        for one, rank in ranks.items():
            entry = self.entries[one]
            order = (rank, -entry.population, entry.code, one)
            best[entry.code] = min(order, best.get(entry.code, order))
        return tuple(Hit(self.entries[one], rank) for rank, _, _, one in sorted(best.values())[:limit])

    # --- how well a name answers --------------------------------------------------------------------

    def _ranks(
        self, tight: str, asked: tuple[str, ...], kinds: frozenset[str] | None, limit: int
    ) -> dict[int, int]:
        """Every entry that answers, with its rank; wrong letters are forgiven where too few have the right ones."""
        ranks = self._close(asked)
        for one in self._by_tight.get(tight, ()):
            ranks[one] = min(ranks.get(one, 9), self._rank_of(one, 0))
        if kinds is not None:
            ranks = self._as_groupings(ranks, kinds)
        if len(ranks) < limit:
            for one, rank in self._forgiving(asked).items():
                if kinds is None or self.entries[one].kind != "commune":
                    ranks.setdefault(one, rank)
        return ranks

    def _close(self, asked: tuple[str, ...]) -> dict[int, int]:
        """Entries that have every word asked for, perhaps cut short: 0 the same name, 2 its beginning, 3 its words."""
        joined = "".join(asked)
        ranks = {one: self._rank_of(one, 0) for one in self._by_joined.get(joined, ())}
        found: set[int] | None = None
        named: set[int] = set()
        for word in asked:
            in_names = {one for full in self._beginning_with(word) for one in self._by_word[full]}
            named |= in_names
            fitting = in_names | self._by_context.get(word, set())
            found = fitting if found is None else found & fitting
        for one in (found or set()) & named:
            ranks.setdefault(one, self._rank_of(one, 2 if self._joined[one].startswith(joined) else 3))
        return ranks

    def _rank_of(self, one: int, rank: int) -> int:
        # A commune of today comes before a former one, and before the grouping that is called after it.
        entry = self.entries[one]
        return rank + 1 if entry.formerly or entry.kind != "commune" else rank

    def _as_groupings(self, ranks: dict[int, int], kinds: frozenset[str]) -> dict[int, int]:
        """Groupings only: those found by their own name, those of the kind asked for first, then those of members."""
        out: dict[int, int] = {}
        for one, rank in ranks.items():
            entry = self.entries[one]
            if entry.kind == "commune":
                grouping = self._position.get(self.groupings_of.get(entry.code, ""))
                if grouping is not None and rank <= 1:
                    out[grouping] = min(3, out.get(grouping, 3))
            else:
                wanted = not kinds or entry.kind in kinds
                out[one] = min(rank if wanted else rank + 1, out.get(one, rank + 1))
        return out

    def _forgiving(self, asked: tuple[str, ...]) -> dict[int, int]:
        """Entries a few letters away: as a whole, or word by word."""
        ranks: dict[int, int] = {}
        joined = "".join(asked)
        allowed = _allowed(joined)
        if allowed:
            for near, distance in _near(joined, self._whole_masks, allowed):
                for one in self._by_joined[near]:
                    ranks[one] = self._rank_of(one, FORGIVEN + 2 * (distance - 1))
        found: dict[int, int] | None = None
        for word in asked:
            fitting = {one: 0 for full in self._beginning_with(word) for one in self._by_word[full]}
            for near, distance in _near(word, self._word_masks, _allowed(word)):
                for one in self._by_word[near]:
                    fitting.setdefault(one, distance)
            for one in self._by_context.get(word, ()):
                fitting.setdefault(one, 0)
            found = (
                fitting
                if found is None
                else {one: found[one] + more for one, more in fitting.items() if one in found}
            )
        for one, distance in (found or {}).items():
            ranks[one] = min(self._rank_of(one, FORGIVEN + 2 * distance), ranks.get(one, 99))
        return ranks

    # --- the index ----------------------------------------------------------------------------------

    @cached_property
    def _words(self) -> list[tuple[str, ...]]:
        return [_main_words(every) for every in self._all_words]

    @cached_property
    def _all_words(self) -> list[tuple[str, ...]]:
        return [all_words(entry.name) for entry in self.entries]

    @cached_property
    def _by_tight(self) -> dict[str, list[int]]:
        """Names written as one word, little words included: « lhaylesroses »."""
        out = defaultdict[str, list[int]](list)
        for one, every in enumerate(self._all_words):
            out["".join(every)].append(one)
        return dict(out)

    @cached_property
    def _joined(self) -> list[str]:
        # The words that only say the kind are left out of groupings' names, as they are of questions.
        return [
            "".join(_kinds(own)[1] if entry.kind != "commune" else own)
            for entry, own in zip(self.entries, self._words, strict=True)
        ]

    @cached_property
    def _by_joined(self) -> dict[str, list[int]]:
        out = defaultdict[str, list[int]](list)
        for one, joined in enumerate(self._joined):
            out[joined].append(one)
        return dict(out)

    @cached_property
    def _by_word(self) -> dict[str, list[int]]:
        out = defaultdict[str, list[int]](list)
        for one, own in enumerate(self._words):
            for word in own:
                out[word].append(one)
        return dict(out)

    @cached_property
    def _by_context(self) -> dict[str, set[int]]:
        by_text = defaultdict[str, list[int]](list)
        for one, entry in enumerate(self.entries):
            by_text[entry.context].append(one)
        out = defaultdict[str, set[int]](set)
        for text, ones in by_text.items():
            for word in words(text):
                out[word].update(ones)
        return dict(out)

    @cached_property
    def _sorted_words(self) -> list[str]:
        return sorted(self._by_word)

    @cached_property
    def _position(self) -> dict[str, int]:
        return {entry.code: one for one, entry in enumerate(self.entries) if entry.kind != "commune"}

    @cached_property
    def _word_masks(self) -> dict[str, int]:
        return {word: _mask(word) for word in self._by_word}

    @cached_property
    def _whole_masks(self) -> dict[str, int]:
        return {joined: _mask(joined) for joined in self._by_joined}

    def _beginning_with(self, word: str) -> list[str]:
        """Words of names that are this one, or begin with it when it has three letters or more."""
        if len(word) < 3:
            return [word] if word in self._by_word else []
        start = bisect_left(self._sorted_words, word)
        end = bisect_left(self._sorted_words, word + "\uffff")
        return self._sorted_words[start:end]


def _kinds(asked: tuple[str, ...]) -> tuple[frozenset[str] | None, tuple[str, ...]]:
    """The kinds of grouping that a question names (`None`: no word of it means a grouping), and its other words."""
    rest = tuple(word for word in asked if word not in _KIND_WORDS)
    named = [_KIND_WORDS[word] for word in asked if word in _KIND_WORDS]
    if not named or not rest:
        return None, asked
    return frozenset(kind for kinds in named for kind in kinds), rest


def _allowed(word: str) -> int:
    """Wrong letters forgiven in a word: none in codes and words of three letters, then one, two from seven on."""
    if len(word) < 4 or any(c.isdigit() for c in word):
        return 0
    return 1 if len(word) < 7 else 2


def _mask(word: str) -> int:
    """Which letters a word has, as bits."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) % 64)
    return bits


def _near(word: str, among: dict[str, int], allowed: int) -> list[tuple[str, int]]:
    """Words at most `allowed` letters away, with how many: each wrong letter changes at most two bits of the mask."""
    if not allowed:
        return []
    mask, size = _mask(word), len(word)
    out = []
    for other, letters in among.items():
        if abs(len(other) - size) <= allowed and (mask ^ letters).bit_count() <= 2 * allowed:
            distance = edit_distance(word, other, allowed)
            if distance <= allowed:
                out.append((other, distance))
    return out


def edit_distance(a: str, b: str, bound: int) -> int:
    """Letters to add, remove, change or swap with their neighbour to go from one word to the other.

    Optimal string alignment (Damerau–Levenshtein, no letter edited twice); `bound + 1` when it is more than `bound`.
    """
    before: list[int] = []
    previous = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        current = [i]
        for j, other in enumerate(b, 1):
            cost = min(previous[j] + 1, current[-1] + 1, previous[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        if min(current) > bound:
            return bound + 1
        before, previous = previous, current
    return min(previous[-1], bound + 1)
