"""The median, without the ten milliseconds that importing `statistics` takes from a command."""

from collections.abc import Iterable


def median(numbers: Iterable[float]) -> float:
    """The middle of some numbers, the mean of the two middle ones of an even count; raises ValueError for none."""
    ordered = sorted(numbers)
    if not ordered:
        raise ValueError("no numbers")
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
