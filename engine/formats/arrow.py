"""Arrow without pandas.

PyArrow imports pandas, where it is installed, the first time that it looks at a Python value: a third of a second and
40 MB for something that this engine never uses.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib.machinery import ModuleSpec
from threading import get_ident


class _NoPandas:
    """Says, to one thread, that pandas is not installed."""

    def __init__(self) -> None:
        self.thread = get_ident()

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Nothing, but for pandas."""
        del path, target
        if name == "pandas" and get_ident() == self.thread:
            raise ModuleNotFoundError(name=name)
        return None


@cache
def keep_pandas_out() -> None:
    """Lets PyArrow ask for pandas once and be told that it is not there.

    Whoever brings a data frame later (``Table.from_pandas``, ``to_pandas``) makes PyArrow ask again, and finds
    it. Where pandas, or an app that shows data frames, is loaded already, nothing is done.
    """
    import pyarrow as pa

    if {"pandas", "streamlit"} & sys.modules.keys():
        return
    finder = _NoPandas()
    sys.meta_path.insert(0, finder)
    try:
        pa.scalar(0)
    finally:
        sys.meta_path.remove(finder)
