"""The house: who may import whom, nothing that only POSIX has, no file grown too long."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ENGINE = ROOT / "engine"

#: From top to bottom; a module imports only modules that stand above it (or inside its own package).
ORDER = (
    "errors",
    "lean",
    "texts",
    "clock",
    "whole",
    "parsed",
    "shelf",
    "verdict",
    "printed",
    "yaml",
    "complaint",
    "model",
    "record",
    "spreadsheet",
    "business_day",
    "formats",
    "stock",
    "checks",
    "shop",
    "playbook",
    "fitted",
    "version",
    "session",
    "kept",
    "log",
    "accuracy",
    "typed",
    "conduct",
    "answers",
    "mapping",
    "inspection",
    "sample",
    "supply",
    "handout",
    "proof",
    "example",
    "coverage",
    "manual",
    "mkdocs_plugin",
    "cli",
    "__main__",
)

#: Who may know a library: its one door.
DOORS = {
    "duckdb": {"stock"},
    "sqlite3": {"log"},
    "sqlite_utils": {"log"},
    "ruamel": {"yaml"},
    "mkdocs": {"mkdocs_plugin"},
    "streamlit": set(),
    "pandas": set(),
}

#: Parts of the standard library that Windows does not have.
POSIX_ONLY = {"fcntl", "grp", "pwd", "posix", "pty", "resource", "syslog", "termios", "tty"}
POSIX_CALLS = re.compile(r"\bos\.(fork|kill|getuid|geteuid|chown|mkfifo|setsid|nice|getpgid|killpg|sync|fchmod)\b")


def modules() -> Iterator[tuple[str, Path]]:
    """Every module of the engine with the name of its noun."""
    for path in sorted(ENGINE.rglob("*.py")):
        noun = path.relative_to(ENGINE).parts[0].removesuffix(".py")
        if noun != "__init__":
            yield noun, path


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every import of a module, also those inside functions, with its line; those for types alone are left out."""
    tree = ast.parse(path.read_text("utf-8"))
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in for_types:
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "engine":
                yield from ((f"engine.{alias.name}", node.lineno) for alias in node.names)
            else:
                yield node.module, node.lineno


def test_every_module_of_the_engine_has_its_place() -> None:
    assert {noun for noun, _ in modules()} == set(ORDER) - ({"mkdocs_plugin"} - {noun for noun, _ in modules()})


def test_a_module_imports_only_what_stands_above_it() -> None:
    wrong = []
    for noun, path in modules():
        for name, line in imports(path):
            if not name.startswith("engine."):
                continue
            other = name.split(".")[1]
            if other in {"__version__", noun}:
                continue
            if ORDER.index(other) > ORDER.index(noun):
                wrong.append(f"{path.relative_to(ROOT)}:{line}: {noun} imports {other}, which stands below it")
    assert wrong == []


def module_at(name: str) -> Path | None:
    """The file of a module of ours; nothing for any other name."""
    place = ROOT.joinpath(*name.split("."))
    return next((path for path in (place.with_suffix(".py"), place / "__init__.py") if path.is_file()), None)


def needed(path: Path) -> set[Path]:
    """The files of ours that a file imports, also inside functions and for types alone."""
    found: set[Path | None] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {module_at(alias.name) for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                found.add(module_at(f"{node.module}.{alias.name}") or module_at(node.module))
    return {one for one in found if one is not None and one != path}


def test_no_files_need_each_other_in_a_circle() -> None:
    """Whatever imports nothing that is left is taken away; what stays then stands in a circle, or needs one."""
    files = [*ENGINE.rglob("*.py"), *(ROOT / "streamlit_app").rglob("*.py")]
    left = {path: needed(path) for path in files}
    while free := {path for path, names in left.items() if not names & left.keys()}:
        left = {path: names for path, names in left.items() if path not in free}
    assert sorted(path.relative_to(ROOT).as_posix() for path in left) == []


def test_the_engine_knows_no_screen() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}"
        for _, path in modules()
        for name, line in imports(path)
        if name.startswith("streamlit")
    ]
    assert wrong == []


def test_each_library_has_one_door() -> None:
    wrong = []
    for noun, path in modules():
        for name, line in imports(path):
            door = DOORS.get(name.split(".")[0])
            if door is not None and noun not in door:
                wrong.append(f"{path.relative_to(ROOT)}:{line}: {name}")
    assert wrong == []


def test_nothing_in_the_engine_is_for_posix_alone() -> None:
    wrong = []
    for _, path in modules():
        wrong += [f"{path.relative_to(ROOT)}:{line}: {n}" for n, line in imports(path) if n in POSIX_ONLY]
        for number, text in enumerate(path.read_text("utf-8").splitlines(), 1):
            if POSIX_CALLS.search(text):
                wrong.append(f"{path.relative_to(ROOT)}:{number}: {text.strip()}")
    assert wrong == []


def test_every_file_name_can_be_written_on_windows() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    names = [name for name in listed.decode().split("\0") if name]
    bad = re.compile(r'[<>:"|?*\\]|[ .](/|$)|(^|/)(con|prn|aux|nul|com\d|lpt\d)(\.|/|$)', re.IGNORECASE)
    assert [name for name in names if bad.search(name)] == []
    folded: dict[str, str] = {}
    for name in names:
        assert folded.setdefault(name.casefold(), name) == name


@pytest.mark.parametrize("module", ["engine", "engine.cli", "engine.texts", "engine.clock", "engine.errors"])
def test_a_light_module_stays_light(module: str) -> None:
    heavy = {"duckdb", "pyarrow", "pandas", "numpy", "streamlit", "mkdocs", "sqlite_utils", "sqlglot", "rich"}
    code = f"import sys, {module}; print(','.join(sorted({heavy!r} & set(sys.modules))))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert out == ""


def test_no_file_has_grown_too_long() -> None:
    long = []
    for path in [*ENGINE.rglob("*.py"), *(ROOT / "streamlit_app").rglob("*.py")]:
        lines = len(path.read_text("utf-8").splitlines())
        if "texts" not in path.parts and lines > 420:
            long.append(f"{path.relative_to(ROOT)}: {lines}")
    assert long == []


def test_only_the_catalogue_joins_words() -> None:
    """「、」 stands between words on a Japanese page alone: ``engine.texts.listed`` knows it."""
    paths = [*ENGINE.rglob("*.py"), *(ROOT / "streamlit_app").rglob("*.py")]
    joins = re.compile(r"""["'][、・／]["']\.join""")
    found = [
        str(path.relative_to(ROOT))
        for path in paths
        if not {"sample", "proof"} & set(path.parts) and joins.search(path.read_text(encoding="utf-8"))
    ]
    # Words of files and cells of a row: values, the same in every language.
    assert sorted(found) == ["engine/checks/unseen.py", "engine/shop/own.py"]
