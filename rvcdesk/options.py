"""Options dataclasses to plain JSON and back: the same object in the window, the engine and the files."""

from __future__ import annotations

import dataclasses
import types
import typing
from pathlib import Path
from typing import Any, TypeVar

from rvcdesk.messages import BadInput

Options = TypeVar("Options")


def to_json(value: Any) -> Any:
    """Plain data of a dataclass, a path, a sequence or a mapping of them."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {item.name: to_json(getattr(value, item.name)) for item in dataclasses.fields(value)}
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, (list, tuple)):
        return [to_json(item) for item in value]
    if isinstance(value, dict):
        return {str(key): to_json(item) for key, item in value.items()}
    return value


def from_json(kind: type[Options], data: dict[str, Any]) -> Options:
    """Build the options dataclass `kind`; names and types are checked, missing ones take the default.

    Raises:
        BadInput: an unknown name, a missing one without default, or a value of a wrong type.
    """
    hints = typing.get_type_hints(kind)
    unknown = set(data) - set(hints)
    if unknown:
        raise BadInput("{name} is not an option here.", name=", ".join(sorted(unknown)))
    values = {name: _value(name, hints[name], value) for name, value in data.items()}
    try:
        return kind(**values)
    except TypeError as error:
        raise BadInput("An option is missing: {reason}.", reason=str(error)) from error


def _value(name: str, hint: Any, value: Any) -> Any:
    origin = typing.get_origin(hint)
    choices = typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        if value is None and type(None) in choices:
            return None
        return _value(name, next(choice for choice in choices if choice is not type(None)), value)
    if origin in (tuple, list) and isinstance(value, (list, tuple)):
        return origin(_value(name, choices[0], item) for item in value)
    if origin is typing.Literal:
        hint = type(choices[0])
    if hint is Path and isinstance(value, (str, Path)):
        return Path(value)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if hint is Any or origin is dict or (isinstance(hint, type) and isinstance(value, hint)):
        return value
    raise BadInput("The option {name} cannot be {value}.", name=name, value=value)
