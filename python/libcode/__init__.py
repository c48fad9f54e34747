"""Codes free-text survey answers by a codebook, exactly and explainably.

    import libcode as lc

    book = lc.Codebook.read("codebook.yaml")
    codings = lc.code(answers, book, text="what_happened")
    codings.counts()
"""

from . import _books, _html, _page, _response, _show, _tables  # noqa: F401  (each adds to the compiled classes)
from ._books import Check
from ._coding import code
from ._core import (
    Code,
    Codebook,
    CodebookError,
    Coder,
    Codings,
    ExampleResult,
    Fault,
    Responses,
    Rule,
    Set,
    Settings,
    __version__,
)
from ._response import Response

__all__ = [
    "Check",
    "Code",
    "Codebook",
    "CodebookError",
    "Coder",
    "Codings",
    "ExampleResult",
    "Fault",
    "Response",
    "Responses",
    "Rule",
    "Set",
    "Settings",
    "__version__",
    "code",
]
