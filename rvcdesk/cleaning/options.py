"""What the options of all detectors check."""

from __future__ import annotations

from rvcdesk.messages import BadInput


def in_range(options: object, **ranges: tuple[float, float]) -> None:
    """Refuse a value outside its range.

    Raises:
        BadInput: the first such value.
    """
    for name, (low, high) in ranges.items():
        value = getattr(options, name)
        if not low <= value <= high:
            raise BadInput(
                "The option {name} must lie between {low} and {high}, not {value}.",
                name=name,
                low=low,
                high=high,
                value=value,
            )
