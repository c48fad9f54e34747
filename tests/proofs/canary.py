"""P9: no words of a respondent leave by a side door.

    canary.py [--quick]      all of it; --quick leaves the system-call trace out

Every cell of a survey holds a word that nobody could guess. Every way to fail that the sources have is walked: each `raise` of the package
(watched by the interpreter's own trace, so that the figure is what ran and not what was meant) and each `throw` of the bindings and the
core, through the Python API, the command line, reports and exports; one that was not reached is a fault. Then the word is looked for, in
UTF-8 and UTF-16, in base64, hexadecimal, percent and backslash form, in: each exception that reaches a user (its str, repr, arguments,
attributes, notes, formatted traceback, and those of its `__cause__` and `__context__`), warnings, log records at DEBUG, standard output and
error, the reprs of our own objects, and every file that was made and is not one that was asked for. A system-call trace of the command line
and of a script through all of the package counts sockets.

What a user asked to be shown is not looked into: quotes in tables and outputs. Names are no cells: of columns, codes and files, and of the
codebook, which faults quote.
"""

import argparse
import ast
import base64
import io
import json
import logging
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import traceback
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(Path(__file__).resolve().parent))

WORD = "qz" + "".join(secrets.choice("bcdfghjklmnpqrstvwx") for _ in range(14))  # in every cell; no language has it
OF_BOOK = "qy" + "".join(secrets.choice("bcdfghjklmnpqrstvwx") for _ in range(14))  # in the codebook, which faults may quote


def forms(word):
    """How the word may be written: what is looked for, as bytes, all in lower case but base64."""
    plain = word.encode()
    found = {plain, word.encode("utf-16-le"), word.encode("utf-16-be"), plain.hex().encode(), plain[::-1]}
    found |= {"".join(pattern.format(ord(sign)) for sign in word).encode() for pattern in ("%{:02x}", "\\x{:02x}", "\\u{:04x}", "&#{};", "&#x{:x};", "={:02x}")}
    exact = set()
    for shift in range(3):  # base64 of a text that has the word at any place
        for data in (plain, word.encode("utf-16-le")):
            coded = base64.b64encode(b"\0" * shift + data)
            exact.add(coded[4:-4])
    return found, exact


LOOKED_FOR = forms(WORD)


def holds(data, wanted=LOOKED_FOR):
    data = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    lower = data.lower()
    return any(form in lower for form in wanted[0]) or any(form in data for form in wanted[1])


# --- what is walked ----------------------------------------------------------------------------------------------------


def raise_sites(package):
    """{(file, line): (first line, last line)} of each `raise` with something to raise."""
    sites = {}
    for path in sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Raise) and node.exc is not None and not (isinstance(node.exc, ast.Name) and node.exc.id == "NotImplementedError"):
                sites[str(path), node.lineno] = (node.lineno, node.end_lineno)
    return sites


def throw_sites(root):
    """{(file, line): words of its message} of each `throw` in the bindings with words of its own."""
    sites = {}
    for path in sorted((root / "bindings").glob("*.[ch]pp")):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if ("throw py::" in line or "throw std::" in line or "refused<" in line) and (said := [each for each in re.findall(r'"([^"]*)"', line) if len(each) > 5]):
                sites[str(path), number] = max(said, key=len)
    return sites


class Walk:
    """Runs steps; notes which raises they reached and what was said."""

    def __init__(self, package):
        self.package = str(package)
        self.reached, self.said, self.leaks, self.unexpected, self.steps = set(), [], [], [], 0
        self.records = io.StringIO()
        handler = logging.StreamHandler(self.records)
        logging.getLogger().addHandler(handler)
        logging.getLogger().setLevel(logging.DEBUG)

    def _trace(self, frame, event, argument):
        if not frame.f_code.co_filename.startswith(self.package):
            return None
        if event == "exception":
            self.reached.add((frame.f_code.co_filename, frame.f_lineno))
        return self._trace

    def step(self, name, run, fails=True, shows=False):
        """`fails`: it must raise, or for the command line end with another code than 0. `shows`: its output was asked for."""
        self.steps += 1
        out, raised, code = tempfile.TemporaryFile(), None, 0
        sys.stdout.flush(), sys.stderr.flush()
        kept = os.dup(1), os.dup(2)
        os.dup2(out.fileno(), 1), os.dup2(out.fileno(), 2)
        sys.settrace(self._trace)
        threading.settrace(self._trace)
        try:
            with warnings.catch_warnings(record=True) as warned:
                warnings.simplefilter("always")
                try:
                    code = run()
                except (Exception, KeyboardInterrupt, SystemExit) as error:
                    raised = error
        finally:
            sys.settrace(None)
            threading.settrace(None)
            sys.stdout.flush(), sys.stderr.flush()
            os.dup2(kept[0], 1), os.dup2(kept[1], 2)
            [os.close(each) for each in kept]
        out.seek(0)
        printed = out.read()
        said = [("warning", str(each.message)) for each in warned]
        said += [] if shows else [("output", printed)]
        said += everything(raised) if raised is not None else []
        if fails and raised is None and not (isinstance(code, int) and code):
            self.unexpected.append(f"{name}: nothing was refused")
        for where, words in said:
            if holds(words):
                self.leaks.append(f"{name}: {where}")
        self.said += [words if isinstance(words, str) else words.decode("utf-8", "replace") for _, words in said]

    def close(self):
        if holds(self.records.getvalue()):
            self.leaks.append("a log record")


def everything(error, seen=None, role="exception"):
    """[(where, text)] of an exception and all that hang on it."""
    seen = seen if seen is not None else set()
    if error is None or id(error) in seen:
        return []
    seen.add(id(error))
    found = [(f"{role} str", str(error)), (f"{role} repr", repr(error)), (f"{role} args", repr(error.args))]
    found += [(f"{role} notes", repr(getattr(error, "__notes__", ()))), (f"{role} attributes", repr(vars(error)) if hasattr(error, "__dict__") else "")]
    for name in ("object", "doc", "filename", "name"):  # what built-in exceptions keep beside their args
        if hasattr(error, name):
            found.append((f"{role} .{name}", repr(getattr(error, name))))
    for fault in getattr(error, "faults", ()):
        found.append((f"{role} fault", repr(fault)))
    found.append((f"{role} traceback", "".join(traceback.format_exception(error))))
    return found + everything(error.__cause__, seen, "__cause__ of the " + role) + everything(error.__context__, seen, "__context__ of the " + role)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # which a shell makes jobs in the background ignore
    work = Path(tempfile.mkdtemp(prefix="canary-"))
    os.environ["TMPDIR"] = str(work / "tmp")
    tempfile.tempdir = None
    (work / "tmp").mkdir()
    try:
        return prove(options, work)
    finally:
        shutil.rmtree(work)


def prove(options, work):
    import canary_steps

    import libcode

    package = Path(libcode.__file__).parent
    walk = Walk(package)
    asked_for = canary_steps.walk(walk, work, WORD, OF_BOOK)
    walk.close()
    faults = walk.leaks + walk.unexpected

    # The search itself must find what is there: a fault of the codebook quotes the codebook.
    if not any(OF_BOOK in words for words in walk.said):
        faults.append("the codebook's own word was in no fault: the search sees nothing")
    if not all(holds(base64.b64encode(b"x" * n + WORD.encode() + b"yyy")) for n in range(3)) or not holds(WORD.encode("utf-16")):
        faults.append("the search misses base64 or UTF-16")

    sites = raise_sites(package)
    reached = {site for site, (first, last) in sites.items() if any((site[0], line) in walk.reached for line in range(first, last + 1))}
    throws = throw_sites(ROOT)
    everything_said = "\n".join(walk.said)
    thrown = {site for site, words in throws.items() if words in everything_said}

    left = [path for path in work.rglob("*") if path.is_file() and path not in asked_for and holds(path.read_bytes())]
    faults += [f"a file that nobody asked for was left: {path.name}" for path in left]
    faults += [f"not walked: {Path(path).name}:{line}" for path, line in sorted(sites.keys() - reached) + sorted(throws.keys() - thrown)]

    if not options.quick:
        faults += trace(work)
    for fault in faults:
        print(fault)
    print(
        f"{walk.steps} steps; raise sites walked: {len(reached)} of {len(sites)} in Python, {len(thrown)} of {len(throws)} in the bindings; "
        f"leaks: {len(walk.leaks)}; files left: {len(left)}; faults: {len(faults)}"
    )
    return 1 if faults else 0


# --- system calls ------------------------------------------------------------------------------------------------------


def trace(work):
    """Sockets that libcode opens and files that it makes, by strace, over one script through all of the package."""
    if shutil.which("strace") is None:
        print("sockets: strace is not here; apt-get install strace")
        return ["no strace"]
    folder = work / "traced"
    folder.mkdir()
    log = work / "strace.log"
    script = Path(__file__).with_name("canary_steps.py")
    environment = {**os.environ, "TMPDIR": str(folder), "MPLCONFIGDIR": str(work / "mpl"), "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run(
        ["strace", "-f", "-y", "-s", "256", "-e", "trace=network,openat,open,creat,rename,renameat2,unlink,unlinkat", "-o", log, sys.executable, script, folder, WORD],
        env=environment, capture_output=True, text=True,
    )
    if ran.returncode:
        return [f"the traced script failed: {ran.stderr[-500:].replace(WORD, '…')}"]
    lines = log.read_text(errors="replace").splitlines()
    calls = [line for line in lines if re.search(r"\b(socket|socketpair|connect|bind|listen|accept4?|send\w*|recv\w*)\(", line) and "ENOSYS" not in line]
    unix = [line for line in calls if "AF_UNIX" in line]
    sockets = [line for line in calls if re.search(r"\bsocket\(", line) and "AF_UNIX" not in line]
    made = set(re.findall(r'open(?:at)?\((?:AT_FDCWD[^,]*, )?"([^"]+)", [^)]*O_CREAT', log.read_text(errors="replace")))
    made = {str((folder / each).resolve()) for each in made if not each.startswith("/dev/")}
    asked = set(json.loads(ran.stdout.splitlines()[-1]))
    folders = {str(Path(each).parent) for each in asked}
    passed = [each for each in made if each not in asked and not any(part in each for part in ("__pycache__", str(work / "mpl")))]
    elsewhere = [each for each in passed if str(Path(each).parent) not in folders and not any(each.startswith(f"{where}/.") for where in folders)]
    left = [each for each in passed if Path(each).exists() and holds(Path(each).read_bytes())]
    print(f"system calls: {len(sockets)} sockets; {len(unix)} of AF_UNIX; {len(made)} files made: {len(asked & made)} asked for, {len(passed)} on the way (in the folder of an output, hidden: {len(passed) - len(elsewhere)}), {len(left)} left")
    for line in unix[:5]:
        print("  AF_UNIX:", line[:160])
    return [f"a socket: {line[:200]}" for line in sockets] + [f"a file elsewhere: {each}" for each in elsewhere] + [f"left: {each}" for each in left]


if __name__ == "__main__":
    sys.exit(main())
