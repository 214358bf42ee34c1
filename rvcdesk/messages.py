"""Sentences for people, kept translatable outside Qt.

The core never calls Qt's tr(). It raises or reports a *template* and its *values*;
the window translates the template and fills it, the command line fills the English one.
`tools/translations.py` finds the templates by looking at the first argument of
`UserError`, `BadInput`, `Message` and `N_`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


def N_(text: str) -> str:
    """Mark `text` for translation and return it unchanged."""
    return text


def visible(text: str) -> str:
    """`text` on one line, with nothing in it that would be hidden or turn the reading direction.

    Names and remarks in sentences come from strangers' files; lone surrogates could not even be written.
    """
    if text.isprintable():
        return text
    return "".join(
        character
        if character.isprintable() or character in "\u200c\u200d"
        else " "
        if character.isspace()
        else "\ufffd"
        for character in text
    )


@dataclass(frozen=True)
class Message:
    """One clear sentence: an English `str.format` template and the values that fill it.

    A value may itself be a Message or a UserError.
    """

    template: str
    values: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template.format(**{key: _shown(value) for key, value in self.values.items()})

    def to_json(self) -> dict[str, Any]:
        """Plain data for the engine protocol and events.jsonl."""
        values = {key: _plain(value) for key, value in self.values.items()}
        return {"template": self.template, "values": values, "message": str(self)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Message:
        """The inverse of `to_json`."""
        values = {
            key: cls.from_json(value) if isinstance(value, dict) and "template" in value else value
            for key, value in dict(data.get("values", {})).items()
        }
        return cls(str(data["template"]), values)


def _shown(value: Any) -> Any:
    return value if isinstance(value, (int, float)) else visible(str(value))


def _plain(value: Any) -> Any:
    """A value for JSON; a sentence within a sentence stays translatable."""
    if isinstance(value, UserError):
        value = value.message
    if isinstance(value, Message):
        return value.to_json()
    return _shown(value)


class UserError(Exception):
    """The work could not be done; the text says what, why, and what to do. Exit code 1."""

    exit_code = 1

    def __init__(self, template: str, **values: Any) -> None:
        super().__init__(template)
        self.message = Message(template, values)

    def __str__(self) -> str:
        return str(self.message)


class BadInput(UserError):
    """What the user gave (a file, an option) cannot be used. Exit code 2."""

    exit_code = 2
