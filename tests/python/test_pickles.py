"""What pickles, and what says why it does not."""

import copy
import pickle

import pytest

import libcode as lc
from libcode import _core, _pickles


def test_what_does_not_pickle_says_what_to_do(book, codings):
    parts = {
        "Codings": codings, "Responses": codings.responses, "Code": book.codes[0], "Rule": book["shame"].rules[0], "Settings": book.settings,
        "Explanation": codings.why(0, "shame"), "Why": codings.why(0, "shame").codings[0],
    }  # fmt: skip
    for name, part in parts.items():
        with pytest.raises(TypeError, match=f"^{name} cannot be pickled or copied: send "):
            pickle.dumps(part)
        with pytest.raises(TypeError, match="cannot be pickled"):
            copy.deepcopy(part)


def test_every_compiled_class_is_decided(book):
    picklable = {"Codebook", "Coder", "Fault"}
    made = {name for name, each in vars(_core).items() if isinstance(each, type) and each.__module__ == "libcode._core" and not issubclass(each, BaseException)}
    assert made - picklable - set(_pickles.INSTEAD) <= {"NumbersAre", "WordChoice"}
    for each in (book, lc.Coder(book)):
        pickle.loads(pickle.dumps(each))


def test_errors_pickle():
    for wrong in ({"data": {"t": ["x", "y"], "i": [1, 1]}, "text": "t", "id": "i"}, {"data": 5}):
        with pytest.raises((TypeError, ValueError)) as caught:
            lc.code(wrong.pop("data"), lc.Codebook.parse("codes:\n  a:\n    rules: b\n"), **wrong)
        assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
