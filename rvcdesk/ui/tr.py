"""Core sentences in the user's language.

Strings of the window itself go through `self.tr()`; what the core raises or reports is a
template (see `rvcdesk.messages`) and is looked up here, in the translation context "core".
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale

from rvcdesk.messages import Message, UserError


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Mark a text of a table for translation; PySide's own is typed as giving an object."""
    return text


def text(message: Message | UserError | str, **values: Any) -> str:
    """The sentence in the window's language, filled with its values."""
    if isinstance(message, UserError):
        message = message.message
    if isinstance(message, Message):
        template, values = message.template, {**message.values, **values}
    else:
        template = message
    translated = QCoreApplication.translate("core", template) if template else ""
    if not values:
        return translated
    return translated.format(**{name: _shown(value) for name, value in values.items()})


def decimal(number: str) -> str:
    """A number as Python writes it, with the language's decimal sign."""
    return number.replace(".", QLocale().decimalPoint())


def _shown(value: Any) -> Any:
    """A sentence within a sentence is translated as well."""
    if isinstance(value, (Message, UserError)):
        return text(value)
    return decimal(str(value)) if isinstance(value, float) else value
