"""Two keys to share a cost between three communes."""

import csv
from pathlib import Path

DATA = Path(__file__).parent / "data"


def inhabitants() -> dict[str, int]:
    """Inhabitants by commune."""
    with (DATA / "communes.csv").open(encoding="utf-8", newline="") as lines:
        return {row["name"]: int(row["inhabitants"]) for row in csv.DictReader(lines)}


def share(cost: float, weight: float) -> dict[str, float]:
    """Euros by commune: `weight` of the cost by inhabitants, the rest in equal parts."""
    people = inhabitants()
    total = sum(people.values())
    return {
        name: cost * (weight * count / total + (1 - weight) / len(people)) for name, count in people.items()
    }
