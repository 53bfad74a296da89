"""What pydantic complains of, as problems that people can read: the one place that knows its kinds of errors.

- Each mistake is at its line and column, with the nearest right word.
- One mistake is one problem: where several forms are allowed, only the form that was meant complains.
- People read words: what pydantic calls an error, a type or a pattern never reaches them.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, Protocol, get_args, get_origin

from engine.errors import Message, Problem, message
from engine.yaml import Document, Path, value_at

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

#: How many allowed words a hint lists.
LISTED = 20
#: How much of a found value is shown: one line of a terminal.
SHOWN = 60

#: A time of day as people write it: 9:00, 9時, 13時30分.
_TIME = re.compile(r"^([0-9]{1,2})[:時]([0-9]{2})?分?$")

#: Complaints about the kind of a value → the kind that was expected (``model.form.<kind>``).
_FORMS = {
    "string_type": "text",
    "int_type": "whole_number",
    "int_from_float": "whole_number",
    "bool_type": "yes_no",
    "list_type": "list",
    "tuple_type": "list",
    "dict_type": "mapping",
    "model_type": "mapping",
    "model_attributes_type": "mapping",
    "mapping_type": "mapping",
}
_LIMITS = ("greater_than_equal", "less_than_equal")
#: Patterns of our models → how they are said in words (``model.form.<name>``).
_PATTERNS = {
    r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$": "id",
    r"^[a-z][a-z0-9-]*$": "id",
    r"^[a-z][a-z0-9_-]*$": "id",
    r"^[a-z][a-z0-9_]*$": "name",
    r"^[a-z][a-z0-9_]*\.(stock|rows)\.[a-z_][a-z0-9_]*$": "column",
    r"^[a-z][a-z0-9_]*\.stock\.[a-z_][a-z0-9_]*$": "stock_column",
    r"^([a-z][a-z0-9_]*\.stock\.)?[a-z_][a-z0-9_]*$": "filter_column",
    r"^([01][0-9]|2[0-3]):[0-5][0-9]$": "time",
    r"^(step|choice|shop)\.[a-z][a-z0-9_-]*$": "condition",
    r"^[0-9]+\.[0-9]+$": "version",
}


class Keyed(Protocol):
    """What a mapping is read as: a model."""

    def written(self) -> dict[str, Any]:
        """The type of each key that may be written."""


#: Which model is read at each mapping of a document, by the mapping's identity.
Models = dict[int, Keyed]


class Mistake(NamedTuple):
    """A problem with the path in the document to which it belongs."""

    path: Path
    problem: Problem


def nearest(word: str, allowed: Iterable[str]) -> Message | None:
    """A hint: the nearest allowed word, when one is near, and then all of them; none where nothing is allowed."""
    words = sorted(allowed)
    if not words:
        return None
    near = difflib.get_close_matches(unicodedata.normalize("NFKC", word)[:SHOWN], words, n=1, cutoff=0.6)
    listed = (*words[:LISTED], "…") if len(words) > LISTED else tuple(words)
    if near:
        return message("common.nearest", word=near[0], allowed=listed)
    return message("common.allowed", allowed=listed)


class _Complaint:
    """One error of pydantic: where in the document, and in which form of several that are allowed there."""

    def __init__(self, detail: ErrorDetails, document: Document, at: Path) -> None:
        self.kind: str = detail["type"]
        self.context: dict[str, Any] = detail.get("ctx", {})
        self.found: Any = detail.get("input")
        self.last = str(detail["loc"][-1]) if detail["loc"] else ""
        self.of_key = self.last == "[key]"
        self.path, self.forked, self.form = at, None, ""
        here = value_at(document.data, at)
        parts = detail["loc"][:-1] if self.kind == "missing" or self.of_key else detail["loc"]
        for part in parts:
            # What is in pydantic's location and not in the document names a form: of a union, of a kind of check.
            if isinstance(part, int) if isinstance(here, list) else isinstance(here, dict) and part in here:
                here = here[part]
                self.path = (*self.path, part)
            elif self.forked is None:
                self.forked, self.form = self.path, str(part)

    path: Path
    forked: Path | None

    @property
    def of_items(self) -> bool:
        """Whether a list is only too short because items in it have mistakes of their own."""
        least = self.context.get("min_length", 0)
        return self.kind == "too_short" and isinstance(self.found, list | tuple | dict) and len(self.found) >= least

    @property
    def of_form(self) -> bool:
        """Whether the value is of another kind than this form wants."""
        text = isinstance(self.found, str)
        return self.path == self.forked and (self.kind in _FORMS or (self.kind == "literal_error" and not text))


def mistakes(error: ValidationError, document: Document, at: Path, models: Models) -> Iterator[Mistake]:
    """What pydantic complains of in a document (or in the part of it at a path), in words."""
    complaints = [_Complaint(detail, document, at) for detail in error.errors(include_url=False)]
    forks: dict[Path, dict[str, list[_Complaint]]] = {}
    for complaint in complaints:
        if complaint.forked is not None:
            forks.setdefault(complaint.forked, {}).setdefault(complaint.form, []).append(complaint)
    for complaint in complaints:
        if complaint.of_items:
            continue
        forms = forks.get(complaint.forked, {}) if complaint.forked is not None else {}
        if len(forms) > 1:
            meant = [form for form, found in forms.items() if not any(c.of_form for c in found)]
            if not meant and complaint is next(iter(forms.values()))[0]:
                wanted = tuple(message(f"model.form.{_FORMS.get(f[0].kind, 'word')}") for f in forms.values())
                what = message("model.expected_any", wanted=wanted, found=shown(complaint.found))
                place = document.place(complaint.path)
                yield Mistake(complaint.path, Problem(place, what, _hint(complaint, "mapping")))
            if not meant or complaint.form != meant[0]:
                continue
        yield Mistake(complaint.path, _problem(complaint, document, models))


def _problem(complaint: _Complaint, document: Document, models: Models) -> Problem:
    kind, context, path = complaint.kind, complaint.context, complaint.path
    here = models.get(id(value_at(document.data, path[:-1])))
    if "code" in context and "path" in context:
        place = document.place((*path, *context["path"]))
        values = context["values"]
        return Problem(place, message(context["code"], **values), _allowed_hint(values))
    if kind == "extra_forbidden":
        hint = nearest(complaint.last, here.written()) if here else None
        return Problem(document.place(path, key=True), message("model.unknown_key", key=complaint.last), hint)
    if kind == "missing":
        return Problem(document.place(path), message("model.missing", key=complaint.last), _lost(complaint))
    if kind in {"literal_error", "enum", "union_tag_invalid"}:
        listed = str(context.get("expected") or context.get("expected_tags", ""))
        words = re.findall(r"'([^']*)'", listed)
        found = str(context["tag"]) if "tag" in context else complaint.found
        where = (*path, "kind") if "tag" in context else path
        what = message("model.not_a_choice", found=shown(found))
        return Problem(document.place(where), what, nearest(str(found), words))
    if complaint.of_key:
        return Problem(document.place(path, key=True), _what(complaint), _hint(complaint, kind))
    form = _FORMS.get(kind, kind)
    if form == "list" and here and _is_of_words(here.written().get(complaint.last)):
        form = "list_of_words"
    return Problem(document.place(path), _what(complaint), _hint(complaint, form))


def _is_of_words(annotation: Any) -> bool:
    """Whether a type is that of a list of words, or may be."""
    parts = get_args(annotation)
    if get_origin(annotation) is not tuple:
        return any(map(_is_of_words, parts))
    item = get_args(parts[0])[0] if get_origin(parts[0]) is Annotated else parts[0]
    return item is str or get_origin(item) is Literal


def _what(complaint: _Complaint) -> Message:
    kind, context, quoted = complaint.kind, complaint.context, shown(complaint.found)
    if kind in _LIMITS:
        limit = next(context[key] for key in ("ge", "le") if key in context)
        return message(f"model.{kind}", limit=str(limit), found=quoted)
    if kind == "union_tag_not_found":
        return message("model.kind_missing")
    if kind in _FORMS:
        return message("model.expected", wanted=message(f"model.form.{_FORMS[kind]}"), found=quoted)
    if kind in {"string_too_short", "too_short"}:
        least = int(context.get("min_length", 1))
        return message("model.too_few", least=least) if least > 1 else message("model.expected_not_empty")
    if kind == "too_long":
        limit, count = int(context.get("max_length", 0)), int(context.get("actual_length") or 0)
        return message("model.too_many", limit=limit, count=count, found=quoted)
    if kind == "string_too_long":
        return message("model.too_long", limit=int(context.get("max_length", 0)), found=quoted)
    if kind == "string_pattern_mismatch":
        form = _PATTERNS.get(str(context.get("pattern")))
        wanted = message(f"model.form.{form}") if form else message("model.form.other")
        return message("model.key_pattern" if complaint.of_key else "model.pattern", wanted=wanted, found=quoted)
    return message("model.other", found=quoted)


def _hint(complaint: _Complaint, form: str) -> Message | None:
    """What to do about a value of a wrong kind or form, where we can guess what was meant."""
    found = complaint.found
    if isinstance(found, int) and form == "text":
        return message("model.quote_hint", found=shown(found))
    if not isinstance(found, str):
        return None
    half = unicodedata.normalize("NFKC", found).strip()
    if form == "whole_number":
        digits = re.findall(r"[0-9]+", half.replace(",", ""))
        return message("model.number_hint", number=digits[0]) if len(digits) == 1 else None
    if form == "string_pattern_mismatch":
        pattern = str(complaint.context.get("pattern"))
        lower = half.lower()
        time = _TIME.sub(lambda told: f"{told[1]:0>2}:{told[2] or '00'}", half)
        for like in (half, lower, re.sub(r"[ _]+", "-", lower), re.sub(r"[ -]+", "_", lower), time):
            if like != found and re.search(pattern, like):
                return message("model.like_hint", like=like)
    if "：" in found and form != "text":
        return message("model.wide_colon_hint")
    if form == "list_of_words" and (items := [item.strip() for item in re.split("[,、，]", found) if item.strip()]):
        return message("model.like_hint", like=f"[{', '.join(items)}]")
    return None


def _lost(complaint: _Complaint) -> Message | None:
    """A key that is missing may stand inside a text, after a full-width colon."""
    values = complaint.found.values() if isinstance(complaint.found, dict) else ()
    hidden = any(isinstance(value, str) and f"{complaint.last}：" in value for value in values)
    return message("model.wide_colon_hint") if hidden else None


def shown(found: Any) -> str | None:
    """What stands in a document, in one line, as messages quote it."""
    if found is None:
        return None
    if isinstance(found, dict):
        text = "{" + ", ".join(list(map(str, found))[:4]) + "}"
    elif isinstance(found, list | tuple):
        text = "[" + ", ".join(shown(item) or "" for item in found[:4]) + (", …]" if len(found) > 4 else "]")  # noqa: PLR2004 - the same four
    else:
        text = str(found).lower() if isinstance(found, bool) else str(found)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def _allowed_hint(values: dict[str, Any]) -> Message | None:
    if values.get("like"):
        return message("model.like_hint", like=values["like"])
    allowed, found = values.get("allowed"), values.get("found")
    return nearest(str(found), str(allowed).split("|")) if allowed and found is not None else None
