"""The base of every model that is read from YAML: strict and closed.

- An unknown key is a mistake, a number is not a text.
- Every mistake of a document comes at once (``complaint`` says them in words).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Any, ClassVar, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticCustomError

from engine import clock
from engine.complaint import Mistake, Models, mistakes
from engine.errors import PlaybookError
from engine.yaml import Document, Path

T = TypeVar("T")

#: An id that never changes; a name of files, settings and roles; words that a person reads; a time of day.
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
TimeOfDay = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

#: A day as people write it: 2026/2/8, ２０２６-０２-０８, 2026年2月8日.
_WRITTEN = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")


class Model(BaseModel):
    """What is read from YAML: frozen, closed, strict."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    #: Fields that come from elsewhere, not from the YAML.
    unwritten: ClassVar[frozenset[str]] = frozenset()

    @model_validator(mode="before")
    @classmethod
    def _note_keys(cls, value: Any, info: ValidationInfo) -> Any:
        # Keeps which model is read here, so that an unknown key can be answered with the nearest of its keys.
        if isinstance(info.context, dict) and isinstance(value, dict):
            info.context[id(value)] = cls
        return value

    @classmethod
    def written(cls) -> dict[str, Any]:
        """The type of each key that may be written."""
        fields = cls.model_fields.items()
        return {field.alias or name: field.annotation for name, field in fields if name not in cls.unwritten}


class Refused(tuple[Mistake, ...]):
    """Every mistake of a document that does not fit its model."""

    __slots__ = ()


def refuse(code: str, path: Path = (), **values: str | int | None) -> PydanticCustomError:
    """A mistake that a model's own validator found, as a code of the catalogue; ``path`` is below the model."""
    return PydanticCustomError("refused", "{code}", {"code": code, "path": list(path), "values": values})


def written_day(value: str) -> str:
    """A day as text, ``2026-11-24``; refused when it is none, with the day that was meant where that is plain."""
    try:
        clock.day(value)
    except ValueError:
        meant = _WRITTEN.fullmatch(unicodedata.normalize("NFKC", value).strip())
        like = f"{meant[1]}-{meant[2]:0>2}-{meant[3]:0>2}" if meant else value
        if like == value:
            raise refuse("model.no_such_day" if meant else "model.not_a_date", found=value) from None
        raise refuse("model.not_a_date", found=value, like=like) from None
    return value


#: A day as text; texts of this form sort by day.
Day = Annotated[str, AfterValidator(written_day)]


def validate(model: type[T] | TypeAdapter[T], document: Document, data: Any = None, at: Path = ()) -> T:
    """The model of a document's data (or of the part of it at a path).

    Raises:
        PlaybookError: every mistake at once, in line order.
    """
    adapter: TypeAdapter[T] = model if isinstance(model, TypeAdapter) else TypeAdapter(model)
    made = attempt(adapter, document, data, at)
    if isinstance(made, Refused):
        raise PlaybookError(*(mistake.problem for mistake in made))
    return made


def attempt(adapter: TypeAdapter[T], document: Document, data: Any = None, at: Path = ()) -> T | Refused:
    """The model of a document's data, or every mistake in it."""
    models: Models = {}
    try:
        return adapter.validate_python(document.data if data is None else data, context=models)
    except ValidationError as error:
        return Refused(mistakes(error, document, at, models))
