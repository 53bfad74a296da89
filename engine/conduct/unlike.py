"""A file that cannot be read as the one that is wanted: what it is instead, in a few words.

- A file of another format is called by its name, and nothing is said of what it lacks.
- Of a file that nobody knows a few of the columns that it lacks are named; those first that it has under a near name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.errors import Place, Problem, StockError, message
from engine.formats import Format, Part, recognise
from engine.formats.source import title

#: As many columns are named.
_NAMED = 3


def in_few(
    wanted: Format, parts: Sequence[Part], formats: Mapping[str, Format], error: StockError
) -> tuple[Problem, ...]:
    """The problems of a refused file as far as they help a person.

    Args:
        wanted: the format as which it was read.
        parts: the file.
        formats: all formats that the shop knows.
        error: why it was refused.
    """
    found = recognise(parts, formats).format
    if found is not None and found.id != wanted.id:
        other = Problem(Place(parts[0].name), message("session.other_format", found=title(found), wanted=title(wanted)))
        by_header = any(problem.what.code.startswith("format.header_") for problem in error.problems)
        return (other,) if by_header else (other, *error.problems)
    missing = [problem for problem in error.problems if problem.what.code == "format.header_missing"]
    if len(missing) <= _NAMED:
        return error.problems
    others = [problem for problem in error.problems if problem.what.code != "format.header_missing"]
    named = sorted(missing, key=lambda problem: problem.hint is None)[:_NAMED]
    place = missing[0].place
    first = Problem(place, message("session.unlike", wanted=title(wanted)), message("session.unlike_hint"))
    more = Problem(place, message("session.more_missing", count=len(missing) - _NAMED))
    return (first, *named, more, *others)
