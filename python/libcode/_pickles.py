"""What cannot be sent to another process, and what to send instead.

A Codebook pickles as its text, a Coder as its Codebook, a Survey as its data, a Fault as itself. All other compiled classes are views into one of these or into the
data: pickling them would copy every answer without saying so, or a part without its whole. In: nothing. Out: a TypeError that says what to do.
Tested by tests/python/test_pickles.py.
"""

from __future__ import annotations

from typing import Any, NoReturn

from . import _core

_CODE_THERE = "send the Coder and the answers and code there, or send its to_pandas() or to_polars()"
_WHOLE = "send the Codebook and take it from there"
INSTEAD = {
    "Codings": _CODE_THERE, "Responses": _CODE_THERE, "Survey": _CODE_THERE, "Texts": _CODE_THERE, "Labels": _CODE_THERE, "ArrowTable": _CODE_THERE, "SeenLabels": _CODE_THERE,
    "HeldSurvey": "send the Survey, which pickles as its data",
    "Code": _WHOLE, "Rule": _WHOLE, "Set": _WHOLE, "Example": _WHOLE, "Settings": _WHOLE,
    **dict.fromkeys(("Lint", "WideWord", "MetForm", "ExampleResult"), "send the Codebook and check() it there"),
    **dict.fromkeys(("Explanation", "Why", "WhyNot", "RuleMet", "CueFound", "Part"), "send str() of the explanation, or the text and the Coder and ask why() there"),
}  # fmt: skip


def _refusal(name: str, instead: str) -> Any:
    def __reduce_ex__(self: Any, protocol: Any) -> NoReturn:
        raise TypeError(f"{name} cannot be pickled or copied: {instead}")

    return __reduce_ex__


for _name, _instead in INSTEAD.items():
    getattr(_core, _name).__reduce_ex__ = _refusal(_name, _instead)
