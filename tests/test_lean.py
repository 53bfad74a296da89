"""A lean process has all that others have, later or not at all where nobody misses it."""

from __future__ import annotations

import subprocess
import sys

import pytest

LEAN = "from engine.lean import lean; lean()\nimport sys\n"


def run(code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", LEAN + code], capture_output=True, text=True, check=True
    ).stdout.strip()


def test_checks_and_formats_load_without_what_they_do_not_need() -> None:
    code = (
        "import engine.checks, engine.formats, engine.stock\n"
        "print([name for name in ('email', 'zipfile', 'socket', 'click', 'duckdb', 'pyarrow') if name in sys.modules])"
    )
    assert run(code) == "[]"


@pytest.mark.parametrize(
    "code",
    [
        "import importlib.metadata; print(importlib.metadata.version('tejun'))",
        "from importlib.metadata import version; print(version('tejun'))",
        (
            "from importlib.metadata import entry_points\n"
            "found = entry_points(group='console_scripts', name='tejun')\n"
            "from importlib.metadata import version; print(version(next(iter(found)).dist.name))"
        ),
        (
            "from importlib.metadata._adapters import Message\n"
            "import importlib.metadata as meta; print(meta.version('tejun'))"
        ),
        (
            "from importlib import metadata\n"
            "try: metadata.version('nothing-of-the-sort')\n"
            "except metadata.PackageNotFoundError: print(metadata.version('tejun'))"
        ),
    ],
)
def test_what_is_installed_is_told_by_whoever_asks_for_it(code: str) -> None:
    from importlib.metadata import version

    assert run(code) == version("tejun")


def test_duckdb_is_there_when_the_first_question_is_asked() -> None:
    code = (
        "from datetime import UTC, datetime\n"
        "from engine.stock import ShopRules, Stock\n"
        "with Stock(ShopRules(), datetime(2026, 11, 24, tzinfo=UTC), 'Asia/Tokyo') as stock:\n"
        "    print(stock.ask('SELECT 1 + 1'))"
    )
    assert run(code) == "[(2,)]"


def test_duckdb_is_loaded_without_the_mail_parser() -> None:
    code = (
        "import duckdb, importlib.metadata\n"
        "print('email.message' in sys.modules, duckdb.__version__ == importlib.metadata.distribution('duckdb').version)"
    )
    assert run(code) == "False True"


def test_dataclasses_are_what_they_are_elsewhere() -> None:
    code = """
from dataclasses import FrozenInstanceError, dataclass, field, replace
import copy, pickle, __main__

@dataclass(frozen=True, order=True)
class Row:
    sku: str
    stock: int = 0
    seen: list = field(default_factory=list, compare=False, repr=False)

__main__.Row = Row
one = Row("TEA-01", 3)
told = [one == Row("TEA-01", 3), one != Row("TEA-01", 4), one < Row("TEA-02"), hash(one) == hash(replace(one))]
told += [repr(one), copy.copy(one) == pickle.loads(pickle.dumps(one)) == one, one == ("TEA-01", 3)]
told += [{one: 1}[Row("TEA-01", 3)]]
for change in (lambda: setattr(one, "stock", 4), lambda: delattr(one, "stock")):
    try: change()
    except FrozenInstanceError as error: told.append(str(error))
print(told, Row.__eq__.__qualname__, Row.__match_args__)
"""
    alone = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert "cannot assign to field 'stock'" in alone
    assert run(code) == alone
