"""Makes data frames of the library the data came in, without needing either.

In: columns as numpy arrays. Out: a pandas or polars DataFrame. Tested by tests/python/test_codings.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any


def available(frame: str) -> str:
    """The library tables are given in: `frame`, or the other one where only that is installed."""
    if find_spec(frame):
        return frame
    other = "polars" if frame == "pandas" else "pandas"
    if find_spec(other):
        return other
    raise ImportError("tables need pandas or polars: pip install 'libcode[pandas]'")


def make(frame: str, columns: Mapping[str, Any], index: Mapping[str, Any] | None = None) -> Any:
    """A frame of `columns`: arrays, or (array, mask of the missing). In pandas `index` becomes the
    index, in polars its columns come first."""
    if available(frame) == "polars":
        import polars as pl

        return pl.DataFrame([_polars(pl, name, values) for name, values in {**(index or {}), **columns}.items()])
    import pandas as pd

    table = pd.DataFrame({name: _pandas(pd, values) for name, values in columns.items()})
    if index:
        labels = {name: _pandas(pd, values) for name, values in index.items()}
        arrays = list(labels.values())
        table.index = (
            pd.Index(arrays[0], name=next(iter(labels)))
            if len(arrays) == 1
            else pd.MultiIndex.from_arrays(arrays, names=list(labels))
        )
    return table


def _pandas(pd: Any, values: Any) -> Any:
    if isinstance(values, tuple):
        return pd.arrays.IntegerArray(*values)
    if values.dtype == object and int(pd.__version__.split(".")[0]) >= 3:
        return pd.array(values, dtype="str")
    return values


def _polars(pl: Any, name: str, values: Any) -> Any:
    if not isinstance(values, tuple):
        return pl.Series(name, values.tolist(), dtype=pl.String) if values.dtype == object else pl.Series(name, values)
    numbers, missing = values
    return pl.Series(name, numbers).set(pl.Series(missing), None)
