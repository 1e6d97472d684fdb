"""The numbers that module C3 quotes, all computed by `heat.py`.

Lives here: `figures()` and the cases its lessons work out. It stays in the repository: notebooks need none of it.
"""

from __future__ import annotations

from typing import Final

from heat import (
    BY_ID,
    NIGHTS,
    PLACES,
    REFERENCE,
    STANDARD_LAPSE,
    STATIONS,
    at,
    degree_hours,
    exposure,
    factors,
    lowest,
    near_tropical,
    peaks,
    reference_error,
    shares,
    summary,
    temperatures,
    tropical_nights,
    tropical_share,
)

EXAMPLE_NIGHT: Final = 4
"""The fifth night, with the strongest gap."""
LOST: Final = range(3, 6)
"""Nights 4 to 6, when the sensor of the railway district falls silent in the example."""


def _gap_figures() -> dict[str, float]:
    town, country = (temperatures()[place] for place in ("market", REFERENCE))
    block = slice(24 * EXAMPLE_NIGHT, 24 * EXAMPLE_NIGHT + 24)
    strong, between, weak = shares(peaks("market"))
    four = summary("market")
    return {
        "night-town": at("market", EXAMPLE_NIGHT, 1),
        "night-fields": at(REFERENCE, EXAMPLE_NIGHT, 1),
        "night-gap": at("market", EXAMPLE_NIGHT, 1) - at(REFERENCE, EXAMPLE_NIGHT, 1),
        "day-town": at("market", EXAMPLE_NIGHT, 16),
        "day-fields": at(REFERENCE, EXAMPLE_NIGHT, 16),
        "day-gap": at("market", EXAMPLE_NIGHT, 16) - at(REFERENCE, EXAMPLE_NIGHT, 16),
        "mixed-high": max(town[block]),
        "mixed-low": min(country[block]),
        "mixed-gap": max(town[block]) - min(country[block]),
        "share-strong": strong,
        "share-between": between,
        "share-weak": weak,
        "nights-strong": NIGHTS * strong,
        "nights-between": NIGHTS * between,
        "mean-all-day": four.all_day,
        "mean-night": four.at_night,
        "mean-peaks": four.of_peaks,
        "highest": four.highest,
        **{f"peak-{night}": top for night, top in enumerate(peaks("market"), start=1)},
        "quiz-town": at("school", EXAMPLE_NIGHT, 2),
        "quiz-fields": at(REFERENCE, EXAMPLE_NIGHT, 2),
        "quiz-hamlet": at("hamlet", EXAMPLE_NIGHT, 2),
        "quiz-day": at("school", EXAMPLE_NIGHT, 15),
        "quiz-gap": at("school", EXAMPLE_NIGHT, 2) - at(REFERENCE, EXAMPLE_NIGHT, 2),
    }


def _altitude_figures() -> dict[str, float]:
    climb = BY_ID["hamlet"].altitude - BY_ID[REFERENCE].altitude
    return {
        "altitude-hamlet": BY_ID["hamlet"].altitude,
        "altitude-fields": BY_ID[REFERENCE].altitude,
        "climb": climb,
        "correction": STANDARD_LAPSE * climb / 100,
        "error-day": abs(reference_error("day", 0)),
        "error-day-corrected": abs(reference_error("day", STANDARD_LAPSE)),
        "error-calm": reference_error("calm", 0),
        "error-calm-corrected": reference_error("calm", STANDARD_LAPSE),
        "inversion": 100 * reference_error("calm", 0) / climb,
        "strong-by-hamlet": NIGHTS * shares(peaks("market", "hamlet"))[0],
        "strong-by-corrected": NIGHTS * shares(peaks("market", "hamlet", STANDARD_LAPSE))[0],
        "slope-day-hamlet": at("hamlet", EXAMPLE_NIGHT, 16),
        "slope-night-hamlet": at("hamlet", EXAMPLE_NIGHT, 1),
    }


def _people_figures() -> dict[str, float]:
    out: dict[str, float] = {}
    with_density, without, by_tropical = exposure(), exposure(density=False), exposure("tropical")
    for station in STATIONS:
        out[f"tropical-{station.id}"] = tropical_nights(station.id)
    for place in PLACES:
        out |= {
            f"degree-hours-{place}": degree_hours(place),
            f"older-{place}": BY_ID[place].older,
            f"density-{place}": BY_ID[place].density,
            f"index-{place}": with_density[place],
            f"bare-{place}": without[place],
        }
    for place in ("railway", "market", "school"):
        out[f"index-tropical-{place}"] = by_tropical[place]
    heats = [degree_hours(place) for place in PLACES]
    older = [BY_ID[place].older for place in PLACES]
    return out | {
        **{f"part-{name}": values["school"] for name, values in factors().items()},
        "near-school": near_tropical("school"),
        "windy-gap": peaks("market")[-1],
        "windy-low-fields": lowest(REFERENCE)[-1],
        "spread-heat": max(heats) / min(heats),
        "spread-older": max(older) / min(older),
    }


def _missing_figures() -> dict[str, float]:
    seen, lost = tropical_nights("railway", LOST), len(LOST)
    return {
        "missing-lost": lost,
        "missing-measured": NIGHTS - lost,
        "missing-seen": seen,
        "missing-share": tropical_share("railway", LOST),
        "missing-low": seen / NIGHTS,
        "missing-high": (seen + lost) / NIGHTS,
        "missing-true": tropical_share("railway"),
    }


def figures() -> dict[str, float]:
    """Every number that the lessons, quiz and notes of module C3 quote."""
    return {
        "nights": NIGHTS,
        **_gap_figures(),
        **_altitude_figures(),
        **_people_figures(),
        **_missing_figures(),
    }
