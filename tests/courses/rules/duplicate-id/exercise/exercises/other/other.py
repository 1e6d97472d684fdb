"""Another model."""


def share(cost: float, weight: float) -> dict[str, float]:
    """Euros by commune."""
    return {"Briou": cost * weight}
