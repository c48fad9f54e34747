"""Codes free-text survey answers by a codebook, exactly and explainably.

    import libcode as lc

    book = lc.Codebook.read("codebook.yaml")
    codings = lc.code(answers, book, text="what_happened")
    codings.counts()
"""

from . import (  # noqa: F401  (each adds to the compiled classes)
    _check,
    _cooccurrence,
    _cross_table,
    _excel,
    _exemplars,
    _html,
    _keyness,
    _kwic,
    _multiple_response,
    _over_time,
    _page,
    _pickles,
    _prevalence,
    _response,
    _saturation,
    _sheets,
    _show,
    _spss,
    _tables,
    _theme_tests,
    _why,
    _word,
    _words,
)
from ._check import Check
from ._coding import code
from ._core import (
    Codebook,
    CodebookError,
    Coder,
    Codings,
    ExampleResult,
    Explanation,
    Fault,
    Lint,
    Responses,
    Rule,
    Set,
    Settings,
    WideWord,
    __version__,
)
from ._forms import Code
from ._kwic import RuleError, kwic
from ._mask import Mask, Masked, mask
from ._response import Response
from ._schema import schema
from ._survey import Survey
from ._why import why, why_not

__all__ = [
    "Check",
    "Code",
    "Codebook",
    "CodebookError",
    "Coder",
    "Codings",
    "ExampleResult",
    "Explanation",
    "Fault",
    "Lint",
    "Mask",
    "Masked",
    "Response",
    "Responses",
    "Rule",
    "RuleError",
    "Set",
    "Settings",
    "Survey",
    "WideWord",
    "__version__",
    "code",
    "kwic",
    "mask",
    "schema",
    "why",
    "why_not",
]
