"""Messages as entries keep them: the code and its values, so that any language can say them later."""

from __future__ import annotations

from typing import Any

from engine.errors import Message
from engine.record import Json


def kept_message(value: Any) -> Json:
    """A message as an entry keeps it: its code and values."""
    if isinstance(value, Message):
        return {"code": value.code, "values": {name: kept_message(v) for name, v in value.values.items()}}
    return list(map(kept_message, value)) if isinstance(value, tuple) else value


def message_of(kept: Json) -> Any:
    """The message that an entry kept."""
    if isinstance(kept, dict) and set(kept) == {"code", "values"}:
        return Message(kept["code"], {name: message_of(v) for name, v in kept["values"].items()})
    return tuple(map(message_of, kept)) if isinstance(kept, list) else kept
