def figures() -> dict[str, float]:
    """What the lessons of the small course quote."""
    return {"saving": 0.649, "energy": 18122.0, "cost": 5411142.0, "since": 2031.0}
