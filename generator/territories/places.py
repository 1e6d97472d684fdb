"""Which place an edition speaks of: codes looked up in a course and in the official division it has.

May not live here: what is said of the place (see `facts`).
"""

from __future__ import annotations

from functools import lru_cache

from generator.model import Commune, Course, EditionSpec, Gazetteer, Locality, Member, Territory
from generator.territories.facts import Country
from generator.territories.peers import Peers, among


def known_territory(course: Course, code: str) -> bool:
    """Whether an edition can speak of the place that has this SIREN or INSEE code."""
    return _grouping(course, code) is not None or _commune(course, code) is not None


def locality_of(course: Course, spec: EditionSpec) -> Locality:
    """The place an edition names: a grouping by its SIREN, or a commune by its INSEE code with its grouping.

    Where learners may choose another one, it is the course's reference case.

    Raises:
        KeyError: a code that the course does not know (checks tell it before).
    """
    commune = _commune(course, spec.territory)
    grouping = _grouping_named(course, spec.territory)
    if commune is None and grouping is None:
        raise KeyError(spec.territory)
    return Locality(grouping, commune, reference=spec.chooser)


def country_of(course: Course) -> Country:
    """What the facts of one place need of the others: reference case, peers, names."""
    home = _reference_case(course)
    division = course.division
    if division is None:
        return Country(home, among(course.territories.values()))

    def name(code: str) -> str:
        department = division.department(code)
        return department.name if department else code

    return Country(home, _peers(division, tuple(course.territories.values())), name)


def _reference_case(course: Course) -> Territory:
    """The grouping that examples speak of where there is no other: that of the first edition that has one.

    Editions where learners choose their territory come first. A course of communes in no grouping speaks of the first.
    """
    specs = sorted(course.editions.values(), key=lambda spec: not spec.chooser)
    named = (_grouping_named(course, spec.territory) for spec in specs)
    alone = (_by_itself(course, spec) for spec in specs)
    return next(place for place in (*named, *course.territories.values(), *alone) if place is not None)


def _by_itself(course: Course, spec: EditionSpec) -> Territory | None:
    """A commune in no grouping as a territory of one."""
    commune = _commune(course, spec.territory)
    if commune is None:
        return None
    member = Member(commune.insee, commune.name, commune.municipal or 0, commune.total)
    return Territory(
        commune.siren, commune.name, "commune", commune.vintage, (member,), "", spec.place, insee=commune.insee,
        departments=(commune.department_code,),
    )  # fmt: skip


@lru_cache(maxsize=4)  # over the whole country: once for each division, whatever asks
def _peers(division: Gazetteer, own: tuple[Territory, ...]) -> Peers:
    """What the course gives comes before the division, and counts among its peers."""
    given = {grouping.siren for grouping in own}
    return among((*own, *(grouping for grouping in division.groupings if grouping.siren not in given)))


def _grouping_named(course: Course, code: str) -> Territory | None:
    commune = _commune(course, code)
    return _grouping(course, commune.grouping if commune else code)


def _grouping(course: Course, siren: str) -> Territory | None:
    """A grouping as the course gives it, else as the official division does."""
    local = course.territories.get(siren)
    if local is None and course.division and siren:
        return course.division.grouping(siren)
    return local if local and not local.insee else None


def _commune(course: Course, insee: str) -> Commune | None:
    return course.division.commune(insee) if course.division else None
