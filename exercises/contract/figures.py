"""The numbers that the texts of module B3 quote, computed by the model.

Lives here: the assumptions of the example, the published figures, `figures()`. Two kinds of inputs, never mixed:
Valbourg's are invented for teaching; those of Dijon and Angers come from sources that the module cites.
"""

from __future__ import annotations

from contract import (
    RATES,
    Conditions,
    Pay,
    allowed_stop,
    completion,
    even_penalty,
    expected_heating,
    factor,
    flows,
    in_place,
    loss,
    npv,
    pace_needed,
    paid,
    present,
    saved,
    savings_by_reference,
    shortfall,
    turning_rate,
    withheld,
    years_of_saving,
)

# Valbourg-sur-Ouche, invented. Points, hours, price and cost of a point are those of module C2.
POINTS, HOURS, PRICE, COST = 360, 4_100, 180, 650
REFERENCE, TARGET, MEASURED = 192, 120, 96
CONTRACT = 12
BILLS = {"y5": 214, "y4": 206, "y3": 198, "y2": REFERENCE, "y1": 176}
"""MWh billed in the five years before the contract; 30 of the 360 lamps were out of order in the last one."""
FIXED, VARIABLE, OFFERED_PENALTY = 9_000, 3_000, 60
WEAK = Pay(FIXED, VARIABLE, TARGET, OFFERED_PENALTY)

# Dijon: Citelum's page (34,000); Environnement Magazine, April 2019 (500, 500, then 1,500 a year). The years of the
# contract, 2018 to 2029, are an assumption.
DIJON, DONE, PACE, FIRST, LAST = 34_000, 1_000, 1_500, 2_020, 2_029
DIJON_TARGET = 0.65  # Le Monde informatique, 2017
# Angers: La Tribune and GreenUnivers, November 2019, in millions of euros.
ANGERS, ANGERS_FIRM, ANGERS_SAVED, ANGERS_YEARS = 178, 121, 101, 25
# French Association of lighting, through Journal des maires; municipal populations of 2022: as in module C2.
NATIONAL_POINTS, POPULATION = 10.5e6, 67.9e6


def _schedule() -> dict[str, float]:
    share = in_place(DIJON, DONE, PACE, FIRST, LAST) / DIJON
    return {
        "dijon-points": DIJON,
        "dijon-left": DIJON - DONE,
        "dijon-years-left": (DIJON - DONE) / PACE,
        "dijon-end": completion(DIJON, DONE, PACE, FIRST),
        "dijon-in-place": in_place(DIJON, DONE, PACE, FIRST, LAST),
        "dijon-share": share,
        "dijon-pace-needed": pace_needed(DIJON, DONE, FIRST, LAST),
        "dijon-end-needed": completion(DIJON, DONE, pace_needed(DIJON, DONE, FIRST, LAST), FIRST),
        "dijon-whole-park": share * DIJON_TARGET,
        "dijon-wrong-pace": DIJON / (LAST - FIRST + 1),
        "heads-per-point": POPULATION / NATIONAL_POINTS,
    }


def _angers() -> dict[str, float]:
    yearly = ANGERS_SAVED / ANGERS_YEARS
    return {
        "angers-firm-share": ANGERS_FIRM / ANGERS,
        "angers-not-firm": ANGERS - ANGERS_FIRM,
        "angers-yearly": yearly,
        "angers-contract": yearly * CONTRACT,
    }


def _measure() -> dict[str, float]:
    then = Conditions(POINTS, HOURS)
    shorter = factor(then, Conditions(POINTS, HOURS - 365))
    larger = factor(then, Conditions(POINTS + 40, HOURS))
    shares = savings_by_reference(BILLS, REFERENCE - MEASURED)
    out = {f"share-{year}": share for year, share in shares.items()}
    out |= {f"bill-{year}": value for year, value in BILLS.items()}
    out |= {f"reached-{year}": saved(value, REFERENCE - MEASURED) / TARGET for year, value in BILLS.items()}
    return out | {
        "promise": 0.65 * REFERENCE,
        "reference": REFERENCE,
        "target": TARGET,
        "target-share": TARGET / REFERENCE,
        "measured": MEASURED,
        "bill": REFERENCE - MEASURED,
        "reached": MEASURED / TARGET,
        "share-gap": 100 * (shares["y5"] - shares["y1"]),  # percentage points
        "saved-y5": saved(BILLS["y5"], REFERENCE - MEASURED),
        "hours-now": HOURS - 365,
        "hours-reference": REFERENCE * shorter,
        "hours-target": TARGET * shorter,
        "hours-raw": saved(REFERENCE, 90),
        "hours-saved": saved(REFERENCE, 90, shorter),
        "hours-raw-reached": saved(REFERENCE, 90) / TARGET,
        "hours-reached": saved(REFERENCE, 90, shorter) / (TARGET * shorter),
        "points-now": POINTS + 40,
        "points-reference": REFERENCE * larger,
        "points-raw": saved(REFERENCE, 101),
        "points-saved": saved(REFERENCE, 101, larger),
        "heat-expected": expected_heating(10, 90, 2_000, 1_800),
        "heat-raw": saved(100, 88),
        "heat-saved": saved(expected_heating(10, 90, 2_000, 1_800), 88),
        "stop-99": allowed_stop(0.99),
        "stop-99-days": allowed_stop(0.99) / 24,
        "stop-99-month": allowed_stop(0.99) / 12,
        "stop-999": allowed_stop(0.999),
    }


def _pay() -> dict[str, float]:
    even = even_penalty(VARIABLE, TARGET, PRICE)
    terms = {"none": 0.0, "weak": float(OFFERED_PENALTY), "even": even}
    lost = loss(TARGET, MEASURED, PRICE)
    out: dict[str, float] = {}
    for name, penalty in terms.items():
        pay = Pay(FIXED, VARIABLE, TARGET, penalty)
        out[f"paid-{name}"] = paid(pay, MEASURED)
        out[f"withheld-{name}"] = withheld(pay, MEASURED)
        out[f"uncovered-{name}"] = lost - withheld(pay, MEASURED)
    for year in ("y5", "y1"):
        pay = Pay(FIXED, VARIABLE, TARGET, even)
        out[f"paid-{year}"] = paid(pay, saved(BILLS[year], REFERENCE - MEASURED))
    return out | {
        "fixed": FIXED,
        "variable": VARIABLE,
        "whole": WEAK.whole,
        "variable-paid": VARIABLE * MEASURED / TARGET,
        "shortfall": shortfall(TARGET, MEASURED),
        "penalty-weak": OFFERED_PENALTY,
        "weak-amount": OFFERED_PENALTY * shortfall(TARGET, MEASURED),
        "loss": lost,
        "even": even,
        "even-240": even_penalty(VARIABLE, TARGET, 240),
        "variable-per-mwh": VARIABLE / TARGET,
        "quiz-paid": paid(Pay(8_000, 2_000, 100, 50), 70),
        "try-paid": paid(WEAK, 108),
        "try-withheld": withheld(WEAK, 108),
        "try-loss": loss(TARGET, 108, PRICE),
    }


def _money() -> dict[str, float]:
    investment, yearly = POINTS * COST, TARGET * PRICE
    at_once = flows(investment, yearly, CONTRACT)
    slow = flows(investment, yearly, CONTRACT, CONTRACT)
    four = flows(investment, yearly, CONTRACT, 4)
    short = flows(investment, MEASURED * PRICE, CONTRACT)
    out = {f"npv-{100 * rate:.0f}": npv(at_once, rate) for rate in RATES}
    out |= {f"npv-short-{100 * rate:.0f}": npv(short, rate) for rate in (0.0, 0.03)}
    out |= {f"npv-four-{100 * rate:.0f}": npv(four, rate) for rate in (0.0, 0.03)}
    return out | {
        "investment": investment,
        "yearly": yearly,
        "yearly-sum": yearly * CONTRACT,
        "last-year": present(yearly, 0.03, CONTRACT),
        "turning-rate": turning_rate(at_once),
        "npv-slow-0": npv(slow, 0),
        "saving-at-once": TARGET * years_of_saving(0, CONTRACT),
        "saving-four": TARGET * years_of_saving(4, CONTRACT),
        "saving-slow": TARGET * years_of_saving(CONTRACT, CONTRACT),
        "slow-pace": POINTS / CONTRACT,
        "slow-years": years_of_saving(CONTRACT, CONTRACT),
        "four-years": years_of_saving(4, CONTRACT),
        "try-saving": TARGET * years_of_saving(9, CONTRACT),
        "try-mean-years": years_of_saving(9, CONTRACT),
    }


def figures() -> dict[str, float]:
    """Every number the texts of module B3 quote, by the id they quote it with; shares from 0 to 1."""
    return _schedule() | _angers() | _measure() | _pay() | _money()
