"""What all checks have in common: an id, words for the failure, names of columns, filters on rows.

- A column is named ``alias.table.column``: ``rms.stock.available``, ``rms.rows.lead_time``.
- A filter is a map: a value or a list that the column must have, or limits (``at_least``, ``at_most``, ``not``,
  ``filled``); several columns mean *and*. A column of another stock table is named in full.
- A check is frozen parameters and says which columns it needs; ``plan`` asks the questions of all checks together.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, NamedTuple

from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema, model_validator

from engine import model
from engine.errors import Value
from engine.model import Id, Model, Words, refuse

if TYPE_CHECKING:
    from engine.record import CheckResult

#: The name of a file of the playbook. (``Name`` is a column's, here.)
Alias = model.Name
Ref = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*\.(stock|rows)\.[a-z_][a-z0-9_]*$")]
StockRef = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*\.stock\.[a-z_][a-z0-9_]*$")]
Count = Annotated[int, Field(ge=0)]
Scalar = str | int | bool


class Name(NamedTuple):
    """The three parts of ``alias.table.column``."""

    alias: str
    table: str
    column: str

    @classmethod
    def of(cls, ref: str) -> Name:
        """The parts of a column's full name."""
        return cls(*ref.split("."))

    def __str__(self) -> str:
        """The full name again."""
        return ".".join(self)


def listed(value: Any) -> Any:
    """One text or several, as a tuple."""
    return (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list) else value


#: One text or several, as editors are told.
ONE_OR_MORE = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}
Refs = Annotated[tuple[Ref, ...], Field(min_length=1), BeforeValidator(listed), WithJsonSchema(ONE_OR_MORE)]
Aliases = Annotated[tuple[Alias, ...], Field(min_length=1), BeforeValidator(listed), WithJsonSchema(ONE_OR_MORE)]


def scalars(value: Any) -> Any:
    """One value or several, as a tuple."""
    return (value,) if isinstance(value, Scalar) else tuple(value) if isinstance(value, list) else value


class Filter(Model):
    """What one column of a row must be so that the row is looked at."""

    one_of: tuple[Scalar, ...] | None = None
    not_: Annotated[tuple[Scalar, ...] | None, Field(alias="not"), BeforeValidator(scalars)] = None
    at_least: int | None = None
    at_most: int | None = None
    filled: bool | None = None

    @property
    def values(self) -> tuple[Scalar, ...]:
        """Every value that the column is compared with."""
        limits = tuple(limit for limit in (self.at_least, self.at_most) if limit is not None)
        return (*(self.one_of or ()), *(self.not_ or ()), *limits)


def _filter(value: Any) -> Any:
    return {"one_of": scalars(value)} if isinstance(value, Scalar | list) else value


_FILTER = {
    "anyOf": [
        {"type": ["string", "integer", "boolean"]},
        {"type": "array", "items": {"type": ["string", "integer", "boolean"]}, "minItems": 1},
        {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "not": {},
                "at_least": {"type": "integer"},
                "at_most": {"type": "integer"},
                "filled": {"type": "boolean"},
            },
        },
    ],
}
ColumnName = Annotated[str, StringConstraints(pattern=r"^([a-z][a-z0-9_]*\.stock\.)?[a-z_][a-z0-9_]*$")]
Only = dict[ColumnName, Annotated[Filter, BeforeValidator(_filter), WithJsonSchema(_FILTER)]]


def _by_rank(value: Any) -> Any:
    return {"*": value} if isinstance(value, int) else value


_RANKED = {"anyOf": [{"type": "integer"}, {"type": "object", "additionalProperties": {"type": "integer"}}]}
#: A number of pieces (or percent), the same for all or by the product's rank; ``*`` stands for every other rank.
ByRank = Annotated[dict[str, Count], BeforeValidator(_by_rank), WithJsonSchema(_RANKED)]


class Need(NamedTuple):
    """One column that a check needs: where its name stands in the check, the name, and what it must be."""

    path: tuple[str | int, ...]
    name: Name
    must_be: str  # "number", "text", "any", "moment"


class Base(Model):
    """One question that may be put to the stock.

    ``if_failed`` is what the person does when it does not hold; ``settled_by`` names the later check that settles
    what this one finds (then it is work to do, else a gate).
    """

    # A class is built when its first check is read: a playbook uses a few of the kinds.
    model_config = ConfigDict(defer_build=True)

    id: Id
    kind: str
    if_failed: Words
    settled_by: Id | None = None

    def columns(self) -> Iterator[Need]:
        """The columns that are named, each with its path in the check."""
        yield from ()

    def aliases(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """The aliases that are named by themselves (not in a column's name), each with its path in the check."""
        yield from ()

    def needs(self) -> dict[str, set[str]]:
        """For each alias, the columns needed of it (of either table): what is read and joined for this check."""
        made: dict[str, set[str]] = {alias: set() for _, alias in self.aliases()}
        for need in self.columns():
            made.setdefault(need.name.alias, set()).add(need.name.column)
        return made

    def parameters(self) -> Mapping[str, Value]:
        """The values for the words of the claim."""
        return {}


class Filtered(Base, ABC):
    """A check that may look at some rows only."""

    #: Whether it is one question, put to rows.
    asks: ClassVar[bool] = True

    only: Only = Field(default_factory=dict)

    @property
    @abstractmethod
    def home(self) -> Name:
        """The column whose table the names in ``only`` belong to."""

    def columns(self) -> Iterator[Need]:
        """The columns of the filter."""
        yield from filter_needs(self.only, self.home, "only")

    def apart(self, *, together: bool) -> bool:  # noqa: ARG002 - most are asked of the joined table in any case
        """Whether it is asked of the rows of its own file, one by one, and not of the joined table.

        ``together`` says that the stock of its home is computed, or put together from several rows of a SKU.
        """
        return False

    def judged(self, result: CheckResult) -> CheckResult:
        """The result as this kind sees it as a whole."""
        return result

    @model_validator(mode="after")
    def _joinable(self) -> Filtered:
        own_rows(self.only, self.home, "only")
        return self


def own_rows(only: Only, home: Name, key: str) -> None:
    """Refuses a filter on rows of a file that names a column of another table."""
    for column in only:
        if home.table == "rows" and "." in column:
            raise refuse("check.only_own_rows", (key, column), column=column, table=f"{home.alias}.rows")


def filter_needs(only: Only, home: Name, key: str) -> Iterator[Need]:
    """The columns that a filter names; those without an alias belong to the table of ``home``."""
    for column, test in only.items():
        name = Name.of(column) if "." in column else Name(home.alias, home.table, column)
        numbers = test.values and all(isinstance(value, int) for value in test.values)
        limits = test.at_least is not None or test.at_most is not None
        texts = any(isinstance(value, str) for value in test.values)
        yield Need((key, column), name, "number" if limits or numbers else "text" if texts else "any")
