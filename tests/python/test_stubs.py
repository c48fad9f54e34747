"""The stubs of the compiled part say what is there: no more, no less."""

import ast
from pathlib import Path

import libcode as lc
from libcode import _core

STUBS = ast.parse((Path(lc.__file__).parent / "_core.pyi").read_text(encoding="utf-8"))
# What every class has, or Python defines by itself.
EVERYWHERE = {"__repr__", "__str__", "__eq__", "__hash__", "__getstate__", "__setstate__", "__init__", "__module__", "__doc__",
              "__ne__", "__new__", "__annotations__", "__dict__", "__weakref__", "__static_attributes__", "__firstlineno__",
              "_pybind11_conduit_v1_", "__reduce__", "__reduce_ex__"}  # fmt: skip


def test_the_stubs_name_what_there_is():
    declared = {node.name: node for node in STUBS.body if isinstance(node, ast.ClassDef | ast.FunctionDef)}
    there = {name for name in vars(_core) if not name.startswith("__") and not name.startswith("_pybind")}
    assert set(declared) == there
    for name, node in declared.items():
        value = getattr(_core, name)
        if not isinstance(value, type) or issubclass(value, Exception) or name == "NumbersAre":
            continue
        members = {member.name for member in node.body if isinstance(member, ast.FunctionDef)} - EVERYWHERE
        assert members == set(vars(value)) - EVERYWHERE, name


def test_the_stubs_name_the_arguments_python_adds():
    for node in STUBS.body:
        if not isinstance(node, ast.ClassDef):
            continue
        for member in node.body:
            function = vars(getattr(_core, node.name, object)).get(getattr(member, "name", None))
            if isinstance(member, ast.FunctionDef) and hasattr(function, "__code__"):
                code = function.__code__
                named = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
                stub = [argument.arg for argument in member.args.args + member.args.kwonlyargs]
                assert list(named) == stub, f"{node.name}.{member.name}"


def test_the_package_is_typed():
    assert (Path(lc.__file__).parent / "py.typed").exists()
