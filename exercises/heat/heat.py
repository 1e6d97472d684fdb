"""Model of a heat island: six invented stations, ten nights, and where people are most exposed.

Lives here: the synthetic series behind module C3 and the sums on it. The numbers its texts quote are in `figures.py`.
May not live here: words for learners, drawing, reading or writing files.

**Nothing here was measured.** Stations, temperatures and inhabitants are invented and seeded. One thing only follows a
source: the shares of nights published for the network of Dijon (Crétat et al. 2023, Climatologie 20: of 24 heat-wave
nights, 60 % above +3 °C, often with an inversion above 0.5 °C per 100 m and wind below 2 m/s, 30 % about +2 °C, 10 %
weak). Ten nights are built to give back these shares: six calm, three breezy, one windy.

Temperatures are those of the air, in °C, rounded to 0.1; altitudes in metres. A block runs from noon to noon, so that
each night is whole; a night is 20:00 to 07:00.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import cos, pi, sin
from random import Random
from statistics import fmean
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

NIGHTS: Final = 10
STANDARD_LAPSE: Final = 0.65
"""°C lost for 100 m climbed, in the standard atmosphere (ISO 2533, general knowledge)."""
STRONG, WEAK = 3.0, 1.0
TROPICAL: Final = 20.0
WARM: Final = 26.0
SEED: Final = 2026


@dataclass(frozen=True, slots=True)
class Station:
    """An invented station and the 25 hectares around it.

    `built`: how much of the strongest gap it shows at night, 0 to 1. `sun`: °C more than the fields in full sun.
    `people`: inhabitants around it; `older`: those aged 75 or more.
    """

    id: str
    altitude: float
    built: float
    sun: float
    people: int
    older: int

    @property
    def density(self) -> float:
        """Inhabitants per hectare."""
        return self.people / HECTARES


HECTARES: Final = 25
STATIONS: Final = (
    Station("market", 240, 1.0, 0.2, 1_200, 80),
    Station("railway", 240, 0.86, 0.6, 1_000, 210),
    Station("works", 240, 0.55, 1.5, 20, 2),
    Station("school", 240, 0.62, 0.9, 500, 110),
    Station("hamlet", 360, 0.0, 0.0, 204, 47),  # as many as in the register of module A2
    Station("fields", 240, 0.0, 0.0, 0, 0),
)
BY_ID: Final = {station.id: station for station in STATIONS}
REFERENCE: Final = "fields"
PLACES: Final = tuple(station.id for station in STATIONS if station.people)
TOWN: Final = tuple(station.id for station in STATIONS if station.built)


@dataclass(frozen=True, slots=True)
class Night:
    """What a night is made of: weather, lowest temperature of the fields, strongest gap, °C gained per 100 m climbed."""

    weather: Literal["calm", "breezy", "windy"]
    lowest: float
    gap: float
    gradient: float


SERIES: Final = (
    Night("breezy", 17.9, 2.0, -0.1),
    Night("calm", 16.6, 3.5, 0.6),
    Night("calm", 16.9, 4.2, 0.7),
    Night("calm", 17.4, 4.6, 0.8),
    Night("calm", 17.8, 5.6, 0.9),
    Night("breezy", 18.9, 2.1, 0.0),
    Night("calm", 18.0, 4.3, 0.7),
    Night("calm", 18.2, 3.6, 0.6),
    Night("breezy", 19.1, 2.1, -0.2),
    Night("windy", 20.6, 0.5, -0.6),
)
EVENINGS: Final = (32.5, 33.4, 34.1, 35.0, 36.2, 35.4, 35.8, 36.6, 35.2, 33.0, 29.0)
"""Highest temperature of the fields, each afternoon; the last one is only reached for at noon."""
FIRST_DAWN: Final = 17.5

LAG: Final[Mapping[int, float]] = {
    20: 0.2, 21: 0.5, 22: 0.78, 23: 0.94, 0: 1.0, 1: 1.0, 2: 0.96, 3: 0.92, 4: 0.87, 5: 0.82, 6: 0.72, 7: 0.45, 8: 0.2,
}  # fmt: skip
"""Share of the night's strongest gap, hour by hour: walls and ground give back the heat of the day."""


def clock(index: int) -> int:
    """Hour of the day, 0 to 23, of an index in the series."""
    return (12 + index) % 24


def night_hours(night: int) -> range:
    """Indices of a night (0 to 9), from 20:00 to 07:00."""
    return range(24 * night + 8, 24 * night + 20)


# --- the series ---------------------------------------------------------------------------------------


def _fields(index: int) -> float:
    """The countryside: down from 16:00 to 06:00, up from 06:00 to 16:00, in half waves."""
    block, hour = index // 24, clock(index)
    if hour >= 16 or hour < 6:
        high, low = EVENINGS[block], SERIES[block].lowest
        return low + (high - low) * (1 + cos(pi * ((hour - 16) % 24) / 14)) / 2
    morning = hour < 12  # of the block's second half: the night is behind
    low = SERIES[block].lowest if morning else (SERIES[block - 1].lowest if block else FIRST_DAWN)
    high = EVENINGS[block + 1] if morning else EVENINGS[block]
    return low + (high - low) * (1 - cos(pi * (hour - 6) / 10)) / 2


def _departure(station: Station, index: int) -> float:
    """°C above the fields: heat kept by the ground at night, sun by day, altitude."""
    night, hour = SERIES[index // 24], clock(index)
    at_night = LAG.get(hour, 0.0)
    by_day = max(0.0, sin(pi * (hour - 7) / 13)) if 7 <= hour <= 20 else 0.0
    climb = (station.altitude - BY_ID[REFERENCE].altitude) / 100
    slope = at_night * night.gradient - (1 - at_night) * STANDARD_LAPSE
    return station.built * night.gap * at_night + station.sun * by_day + climb * slope


@cache
def temperatures(seed: int = SEED) -> Mapping[str, tuple[float, ...]]:
    """Station → 240 hourly temperatures, from noon of the first day on; ± 0.1 °C of chance, rounded to 0.1."""
    chance = Random(seed)  # noqa: S311 - the same series for everyone, nothing to keep secret
    return {
        station.id: tuple(
            round(_fields(index) + _departure(station, index) + chance.uniform(-0.1, 0.1), 1)
            for index in range(24 * NIGHTS)
        )
        for station in STATIONS
    }


def at(place: str, night: int, hour: int) -> float:
    """Temperature of a place at an hour of a block that begins at noon before that night."""
    return temperatures()[place][24 * night + (hour - 12) % 24]


# --- the gap ------------------------------------------------------------------------------------------


def gaps(place: str, reference: str = REFERENCE, lapse: float = 0.0) -> tuple[float, ...]:
    """Hourly heat island: ICU(t) = T_town(t) - T_countryside(t), air temperatures of the same hour.

    `lapse` brings the reference to the place's altitude, at so many °C per 100 m (0: as measured).
    """
    moved = lapse * (BY_ID[reference].altitude - BY_ID[place].altitude) / 100
    found = temperatures()
    return tuple(
        round(town - (country + moved), 2)
        for town, country in zip(found[place], found[reference], strict=True)
    )


def peaks(place: str, reference: str = REFERENCE, lapse: float = 0.0) -> tuple[float, ...]:
    """The strongest gap of each night."""
    hourly = gaps(place, reference, lapse)
    return tuple(max(hourly[index] for index in night_hours(night)) for night in range(NIGHTS))


def shares(values: Sequence[float]) -> tuple[float, float, float]:
    """Shares of nights that are strong (above 3 °C), in between, and weak (below 1 °C)."""
    strong, weak = sum(value > STRONG for value in values), sum(value < WEAK for value in values)
    between = len(values) - strong - weak
    return strong / len(values), between / len(values), weak / len(values)


@dataclass(frozen=True, slots=True)
class Summary:
    """Four numbers of one series, each of which somebody calls « the » heat island."""

    all_day: float
    at_night: float
    of_peaks: float
    highest: float


def summary(place: str) -> Summary:
    """Mean of all hours, mean of the nights' hours, mean of the nights' peaks, highest value."""
    hourly, tops = gaps(place), peaks(place)
    night = [hourly[index] for night in range(NIGHTS) for index in night_hours(night)]
    return Summary(fmean(hourly), fmean(night), fmean(tops), max(hourly))


# --- altitude -----------------------------------------------------------------------------------------


def calm_nights() -> tuple[int, ...]:
    """The nights when the valley holds an inversion: air is warmer higher up."""
    return tuple(night for night, made in enumerate(SERIES) if made.weather == "calm")


def reference_error(when: Literal["day", "calm"], lapse: float) -> float:
    """How much too warm the hamlet is as a stand-in for the fields, corrected by `lapse` °C per 100 m.

    Mean over 11:00 to 17:00 for `day`, over midnight to 05:00 of calm nights for `calm`.
    """
    found = temperatures()
    moved = lapse * (BY_ID["hamlet"].altitude - BY_ID[REFERENCE].altitude) / 100
    if when == "day":
        those = [index for index in range(24 * NIGHTS) if 11 <= clock(index) <= 17]
    else:
        those = [24 * night + 12 + hour for night in calm_nights() for hour in range(6)]
    return fmean(found["hamlet"][index] + moved - found[REFERENCE][index] for index in those)


# --- what people feel ---------------------------------------------------------------------------------


def lowest(place: str) -> tuple[float, ...]:
    """Lowest temperature of each night."""
    found = temperatures()[place]
    return tuple(min(found[index] for index in night_hours(night)) for night in range(NIGHTS))


def tropical_nights(place: str, missing: Collection[int] = ()) -> int:
    """Nights that never fall below 20 °C, among those measured."""
    return sum(low >= TROPICAL for night, low in enumerate(lowest(place)) if night not in missing)


def near_tropical(place: str, margin: float = 0.5) -> int:
    """Nights that miss the count of tropical nights by no more than `margin` °C: what a cut-off hides."""
    return sum(TROPICAL - margin <= low < TROPICAL for low in lowest(place))


def tropical_share(place: str, missing: Collection[int] = ()) -> float:
    """Tropical nights over nights measured.

    Raises ValueError when no night is left.
    """
    measured = NIGHTS - len(set(missing) & set(range(NIGHTS)))
    if not measured:
        raise ValueError("no night was measured")
    return tropical_nights(place, missing) / measured


def degree_hours(place: str, base: float = WARM) -> float:
    """Σ max(0, T - base) over all hours: how far above `base`, and for how long."""
    return sum(max(0.0, value - base) for value in temperatures()[place])


Heat = Literal["degree-hours", "tropical", "gap"]
HEAT: Final[Mapping[str, Callable[[str], float]]] = {
    "degree-hours": degree_hours,
    "tropical": lambda place: float(tropical_nights(place)),
    "gap": lambda place: max(0.0, fmean(peaks(place))),
}


def factors(heat: Heat = "degree-hours") -> dict[str, dict[str, float]]:
    """Factor → place → its share of the highest value, 0 to 1: heat, people of 75 or more, density."""
    raw = {
        "heat": {place: HEAT[heat](place) for place in PLACES},
        "older": {place: float(BY_ID[place].older) for place in PLACES},
        "density": {place: BY_ID[place].density for place in PLACES},
    }
    return {
        name: {place: value / max(values.values()) for place, value in values.items()}
        for name, values in raw.items()
    }


def exposure(heat: Heat = "degree-hours", *, density: bool = True) -> dict[str, float]:
    """Exposure of each inhabited place, 0 to 100: heat x people of 75 or more x density, each over its maximum.

    A choice of this course, not a standard. Leave density out to see what it decides.
    """
    found = factors(heat)
    return {
        place: 100
        * found["heat"][place]
        * found["older"][place]
        * (found["density"][place] if density else 1.0)
        for place in PLACES
    }


def ranking(scores: Mapping[str, float]) -> tuple[str, ...]:
    """Places from the most exposed to the least; equal ones in the order of the stations."""
    return tuple(sorted(scores, key=lambda place: (-scores[place], PLACES.index(place))))
