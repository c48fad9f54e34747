"""The command line, as a user types it: files in, files out, exit codes, and no respondent in a message."""

import csv
import importlib
import io
import os
import pty
import signal
import subprocess
import sys
import time

import pandas as pd
import pytest
from conftest import ANSWERS, BOOK

import libcode as lc
from libcode import _cli

SECRET = "my private words"


def run(*arguments, cwd=None, **more):
    command = [sys.executable, "-W", "error", "-m", "libcode", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=60, **more)


@pytest.fixture
def here(tmp_path):
    (tmp_path / "book.yaml").write_text(BOOK)
    rows = ["id,answer,other"] + [f"p{i},{'' if a is None else a},z" for i, a in enumerate(ANSWERS)]
    (tmp_path / "survey.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return tmp_path


def code(here, *more, export="survey.csv", text="answer"):
    return run("code", export, "--codebook", "book.yaml", "--text", text, "-o", "out.csv", *more, cwd=here)


def table(path, encoding="utf-8", **how):
    with open(path, encoding=encoding, newline="") as file:
        return list(csv.reader(file, **how))


def test_check(here):
    good = run("check", "book.yaml", cwd=here)
    assert (good.returncode, good.stdout) == (0, "2 of 2 examples hold\n")
    (here / "bad.yaml").write_text(BOOK.replace("no K cramps", "my K cramps"))
    assert run("check", "bad.yaml", cwd=here).returncode == 1
    (here / "worse.yaml").write_text(BOOK.replace("rules:", "rulez:"))
    worse = run("check", "worse.yaml", cwd=here)
    assert worse.returncode == 1 and worse.stderr.count("did you mean") == 2 and worse.stdout == ""


def test_code_keeps_the_rows_and_adds_the_codes(here):
    done = code(here, "--id", "id", "--codings", "codings.csv")
    assert (done.returncode, done.stdout, done.stderr) == (0, "6 rows read = 2 coded + 2 uncoded + 2 unanswered\n", "")
    before, after = table(here / "survey.csv"), table(here / "out.csv")
    assert [row[:3] for row in after] == before
    assert [row[3:] for row in after] == [
        ["physical", "physical.k_cramps", "shame"],
        ["1", "1", "1"], ["", "", ""], ["0", "0", "0"], ["0", "0", "0"], ["1", "1", "1"], ["0", "0", "0"],
    ]  # fmt: skip
    wanted = lc.code(pd.read_csv(here / "survey.csv"), here / "book.yaml", text="answer", id="id").to_pandas()
    assert pd.read_csv(here / "codings.csv").astype(object).fillna("").values.tolist() == wanted.astype(object).fillna("").values.tolist()


def test_several_columns_are_one_row(here):
    (here / "wide.csv").write_text("a,b\nshame,\n,\nx,k cramps\n , \n")
    done = run("code", "wide.csv", "--codebook", "book.yaml", "--text", "a", "--text", "b", "-o", "out.tsv", cwd=here)
    assert done.stdout == "4 rows read = 2 coded + 0 uncoded + 2 unanswered\n"
    assert [row[-1] for row in table(here / "out.tsv", delimiter="\t")] == ["shame", "1", "", "0", "0"]


@pytest.mark.parametrize(
    ("name", "content", "wanted"),
    [
        ("bom.csv", b"\xef\xbb\xbfanswer,n\r\nshame,1\r\n", b"\xef\xbb\xbfanswer,n,physical,physical.k_cramps,shame\r\nshame,1,0,0,1\r\n"),
        ("quoted.csv", b'answer,n\n"k\ncramps, ""shame""",1\n', b'answer,n,physical,physical.k_cramps,shame\n"k\ncramps, ""shame""",1,0,0,1\n'),
        ("tabs.tsv", b"answer\tn\nshame, yes\t1\n", b"answer\tn\tphysical\tphysical.k_cramps\tshame\nshame, yes\t1\t0\t0\t1\n"),
        ("excel.csv", b"answer;n\nshame, yes;1\n", b"answer;n;physical;physical.k_cramps;shame\nshame, yes;1;0;0;1\n"),
        ("mac.csv", b"answer,n\rshame,1\r", b"answer,n,physical,physical.k_cramps,shame\rshame,1,0,0,1\r"),
        ("one.csv", b"answer\nshame\n\nx\n", b"answer,physical,physical.k_cramps,shame\nshame,0,0,1\n,,,\nx,0,0,0\n"),
        ("blank.csv", b"answer,n\nshame,1\n\nx,2", b"answer,n,physical,physical.k_cramps,shame\nshame,1,0,0,1\nx,2,0,0,0\n"),
        ("formula.csv", b"answer,n\n=1+1,-2\n", b"answer,n,physical,physical.k_cramps,shame\n=1+1,-2,0,0,0\n"),
        ("header.csv", b"answer,n\n", b"answer,n,physical,physical.k_cramps,shame\n"),
        ("trailing.csv", b"answer,n,,\nshame,1,,\n", b"answer,n,,,physical,physical.k_cramps,shame\nshame,1,,,0,0,1\n"),
        ("tabs.csv", b"answer\tn\nshame, yes\t1\n", b"answer\tn\tphysical\tphysical.k_cramps\tshame\nshame, yes\t1\t0\t0\t1\n"),
    ],
)
def test_exports_come_out_as_they_went_in(here, name, content, wanted):
    (here / name).write_bytes(content)
    out = "out.tsv" if name.endswith("tsv") else "out.csv"
    done = run("code", name, "--codebook", "book.yaml", "--text", "answer", "-o", out, cwd=here)
    assert (done.returncode, done.stderr) == (0, "")
    assert (here / out).read_bytes() == wanted


def test_a_cell_of_megabytes(here):
    (here / "big.csv").write_text("answer\n" + "k cramps. " * 500_000 + "\n")
    assert code(here, export="big.csv").stdout == "1 rows read = 1 coded + 0 uncoded + 0 unanswered\n"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"answer\nok\nmy private words caf\xe9\n", "row 2 of bad.csv is not UTF-8 (byte 0xE9). It decodes as cp1252 (reads it as \xe9)"),
        ("answer\nx\n".encode("utf-16"), "bad.csv is UTF-16, not UTF-8; say --encoding utf-16"),
        (b"answer,n\nmy private words\n", "row 1 of bad.csv has 1 cells where the header has 2 (line 2)"),
        (b"answer\nx\n\"my private words\n", "row 2 of bad.csv is not CSV: unexpected end of data"),
        ("answer\nx\n".encode("utf-16-le"), "bad.csv is UTF-16, not UTF-8; say --encoding utf-16-le"),
        (b"", "bad.csv is empty"),
        (b"\nanswer\nmy private words\n", "begins with an empty line"),
        (b"answer,answer\n", "names a column twice: 'answer'"),
        (b"answr\nx\n", "--text names the column 'answer', which bad.csv lacks; its columns are 'answr'; did you mean 'answr'?"),
        (b"answer,shame\nx,1\n", "the export has a column 'shame' already; put something before ours with --prefix TEXT"),
        (b"caf\xe9,answer\nx,y\n", "the header of bad.csv is not UTF-8"),
    ],
)
def test_an_export_that_is_refused(here, content, says):
    (here / "bad.csv").write_bytes(content)
    (here / "out.csv").write_text("before")
    done = code(here, export="bad.csv")
    assert done.returncode == 3 and says in done.stderr and done.stderr.count("\n") == 1
    assert SECRET not in done.stderr + done.stdout
    assert (here / "out.csv").read_text() == "before" and not list(here.glob(".*"))


def test_encoding_is_named(here):
    (here / "old.csv").write_bytes("answer,n\nshame caf\xe9,1\n".encode("cp1252"))
    assert code(here, "--encoding", "cp1252", export="old.csv").returncode == 0
    assert table(here / "out.csv")[1] == ["shame caf\xe9", "1", "0", "0", "1"]
    (here / "old.csv").write_bytes("\ufeffanswer,n\nshame,1\n".encode())
    assert code(here, "--encoding", "utf-8", export="old.csv").returncode == 0
    for content in (b"answer\nmy private words\n", "answer\nmy private words\n".encode("utf-16") + b"\x00\xd8"):
        (here / "old.csv").write_bytes(content)
        refused = code(here, "--encoding", "utf-16", export="old.csv")
        assert refused.returncode == 3 and "old.csv is not utf-16: " in refused.stderr and SECRET not in refused.stderr
    (here / "old.csv").write_bytes("answer,n\nshame,1\n".encode("utf-16"))
    assert code(here, "--encoding", "utf-16", export="old.csv").returncode == 0
    assert "there is no encoding 'klingon'" in code(here, "--encoding", "klingon").stderr


def test_nothing_that_is_read_is_written_over(here):
    for flags in (("-o", "survey.csv"), ("-o", "book.yaml"), ("-o", "x.csv", "--codings", "survey.csv")):
        done = run("code", "survey.csv", "--codebook", "book.yaml", "--text", "answer", *flags, cwd=here)
        assert done.returncode == 3 and "never written over" in done.stderr
    assert "name the same file" in code(here, "--codings", "out.csv").stderr
    assert "there is no folder" in run("code", "survey.csv", "--codebook", "book.yaml", "--text", "answer", "-o", "no/x.csv", cwd=here).stderr


def test_a_link_stays_and_a_private_file_stays_private(here):
    (here / "real.csv").write_text("before")
    (here / "real.csv").chmod(0o600)
    (here / "out.csv").symlink_to("real.csv")
    assert code(here).returncode == 0 and (here / "out.csv").is_symlink()
    assert (here / "real.csv").stat().st_mode & 0o777 == 0o600 and len(table(here / "real.csv")) == 7


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="makes a pipe")
def test_what_is_no_file_is_written_and_not_replaced(here):
    os.mkfifo(here / "out.csv")
    reader = subprocess.Popen(["cat", "out.csv"], cwd=here, stdout=subprocess.PIPE, text=True)
    assert code(here).returncode == 0
    assert len(reader.communicate(timeout=20)[0].splitlines()) == 7 and (here / "out.csv").is_fifo()
    (here / "folder").mkdir()
    for name in ("folder", ""):
        done = run("code", "survey.csv", "--codebook", "book.yaml", "--text", "answer", "-o", name, cwd=here)
        assert done.returncode == 3 and "it is a folder, not a file" in done.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="makes a pipe")
def test_an_export_may_come_through_a_pipe(here):
    os.mkfifo(here / "pipe.csv")
    writer = subprocess.Popen("cat survey.csv > pipe.csv", cwd=here, shell=True)
    assert code(here, export="pipe.csv").stdout == "6 rows read = 2 coded + 2 uncoded + 2 unanswered\n"
    assert writer.wait(timeout=20) == 0


def test_files_that_are_not_there(here):
    for arguments in (["check", "nope.yaml"], ["count", "survey.csv", "--codebook", "nope.yaml", "--text", "answer"],
                      ["find", "x", "nope.csv"]):  # fmt: skip
        done = run(*arguments, cwd=here)
        assert done.returncode == 3 and done.stderr.startswith("libcode: cannot open nope.") and done.stderr.count("\n") == 1


@pytest.mark.skipif(os.name != "posix", reason="closes what the shell would")
def test_nobody_listens(here):
    script = "import os, sys; os.close(1); os.execv(sys.executable, [sys.executable, '-m', 'libcode', *sys.argv[1:]])"
    for arguments in (["find", "shame", "survey.csv"], ["count", "survey.csv", "--codebook", "book.yaml", "--text", "answer", "--csv"]):
        done = subprocess.run([sys.executable, "-c", script, *arguments], cwd=here, stderr=subprocess.PIPE, text=True)
        assert done.returncode == 0 and "Traceback" not in done.stderr


def test_an_id_that_repeats_names_the_rows(here):
    (here / "twice.csv").write_text("id,answer\na,shame\na,x\n")
    done = code(here, "--id", "id", export="twice.csv")
    assert done.returncode == 3 and "rows 1 and 2;" in done.stderr and "respondent=" in done.stderr


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_line_break_of_any_kind_stays_in_its_cell(here, line_end):
    cells = ["K cramps\rno", "\r", "a\nb", "a\r\nb", "\r\n", "a\x0bb\x85c\u2028d", "K cramps"]
    quoted = [f'{at},"{cell}"' for at, cell in enumerate(cells)]
    (here / "breaks.csv").write_bytes(line_end.join(["id,answer", *quoted, ""]).encode())
    assert code(here, "--codings", "codings.csv", export="breaks.csv").returncode == 0
    written = (here / "out.csv").read_bytes().decode()
    assert [row[:2] for row in table(here / "out.csv", strict=True)] == [["id", "answer"], *([str(at), cell] for at, cell in enumerate(cells))]
    assert written.startswith("id,answer,") and written.count(line_end) >= len(cells) and '"K cramps\rno"' in written
    assert [row[0] for row in table(here / "codings.csv", strict=True)] == ["row", "0", "6"]


def test_a_formula_in_the_codings_is_shown_not_run(here):
    (here / "book.yaml").write_text(BOOK.replace("shame | ashamed", "=NHS"))
    (here / "nhs.csv").write_text("answer\n=1 NHS\n")
    code(here, "--codings", "codings.csv", export="nhs.csv")
    row = dict(zip(*table(here / "codings.csv")))
    assert (row["rule"], row["quote"], row["text"]) == ("'=NHS", "'=1 NHS", "NHS")


def test_count(here):
    shown = run("count", "survey.csv", "--codebook", "book.yaml", "--text", "answer", cwd=here)
    assert shown.returncode == 0 and "50.0 %       2 of 4  2 quotes" in shown.stdout
    rows = list(csv.DictReader(io.StringIO(run("count", "survey.csv", "--codebook", "book.yaml", "--text", "answer", "--csv", cwd=here).stdout)))
    assert rows[2]["code"] == "shame" and rows[2]["respondents"] == "2"


def test_quotes(here):
    shown = run("quotes", "shame", "survey.csv", "--codebook", "book.yaml", "--text", "answer", "-n", "1", cwd=here)
    assert shown.stdout == "row 1: [Shame]!\n"
    unknown = run("quotes", "nothing", "survey.csv", "--codebook", "book.yaml", "--text", "answer", cwd=here)
    assert unknown.returncode == 3 and "its codes are physical, physical.k_cramps, shame" in unknown.stderr


def test_find(here):
    shown = run("find", "cramp* AFTER/3 (k | ket)", "survey.csv", "--text", "answer", cwd=here)
    assert shown.stdout.splitlines()[1] == "row 4: no [ket cramps]"
    assert shown.stderr == "3 matches in 3 of 6 rows\n"
    assert run("find", "z", "survey.csv", cwd=here).stderr == "6 matches in 6 of 6 rows\n"
    bad = run("find", "cramp* NEAR ket", "survey.csv", cwd=here)
    assert bad.returncode == 1 and bad.stderr.splitlines()[1:3] == ["    cramp* NEAR ket", "           ^^^^"]
    assert run("find", "a\nb", "survey.csv", cwd=here).returncode == 3
    assert "the rule is empty" in run("find", " # cramps", "survey.csv", cwd=here).stderr
    regex = run("find", "cramps /sh(/", "survey.csv", cwd=here)
    assert regex.returncode == 1 and regex.stderr.splitlines()[1:] == ["    cramps /sh(/", "           ^^^^^"]


def test_help_teaches_by_example():
    for command in ([], ["check"], ["code"], ["count"], ["quotes"], ["find"]):
        shown = run(*command, "--help").stdout
        assert "\n  libcode " in shown and "exit codes:" in shown
    assert run("--version").stdout == f"libcode {lc.__version__}\n"
    assert run().returncode == run("code").returncode == run("find", "a", "b", "--threads", "0").returncode == 2


def test_the_bar_is_for_a_terminal(here):
    (here / "long.csv").write_text("answer\n" + "k cramps and shame\n" * 60_000)
    try:
        leader, follower = pty.openpty()
    except OSError:
        pytest.skip("no terminals here: /dev/pts is not mounted")
    done = subprocess.run(
        [sys.executable, "-m", "libcode", "code", "long.csv", "--codebook", "book.yaml", "--text", "answer", "-o", "o.csv"],
        cwd=here, stderr=follower, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    os.close(follower)
    assert done.stdout.startswith("60000 rows read") and "rows" in os.read(leader, 100_000).decode()
    os.close(leader)


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_leaves_no_file(here, sent):
    (here / "long.csv").write_text("answer\n" + "k cramps and shame\n" * 400_000)
    child = subprocess.Popen(
        [sys.executable, "-m", "libcode", "code", "long.csv", "--codebook", "book.yaml", "--text", "answer", "-o", "o.csv"],
        cwd=here, stderr=subprocess.PIPE, text=True,
    )
    while not list(here.glob(".o.csv*")):
        assert child.poll() is None
    child.send_signal(sent)
    assert "interrupted" in child.communicate(timeout=60)[1] and child.returncode == 130
    assert not (here / "o.csv").exists() and not list(here.glob(".*"))


def test_ctrl_c_in_an_import_that_makes_another_error_of_it(here, monkeypatch, capsys):
    def check(options):
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            raise RuntimeError("Error calling __set_name__") from None

    monkeypatch.setitem(_cli.COMMANDS, "check", check)
    assert _cli.main(["check", str(here / "book.yaml")]) == 130
    assert capsys.readouterr().err == "libcode: interrupted; nothing was written\n"


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there are no timers here")
@pytest.mark.parametrize(("takes_s", "is_waited_for"), [(0, True), (60, False)])
def test_ctrl_c_in_an_import_waits_for_it_a_while(here, monkeypatch, takes_s, is_waited_for):
    (here / "imported_by_check.py").write_text(f"import signal, time\nsignal.raise_signal(signal.SIGINT)\ntime.sleep({takes_s})\nimport sys\nsys.was_imported = True\n")

    def check(options):
        importlib.import_module("imported_by_check")
        time.sleep(60)

    monkeypatch.syspath_prepend(here)
    monkeypatch.setattr(sys, "was_imported", False, raising=False)
    monkeypatch.delitem(sys.modules, "imported_by_check", raising=False)
    monkeypatch.setitem(_cli.COMMANDS, "check", check)
    told = (signal.SIGINT, signal.SIGTERM, signal.SIGALRM)
    before = [signal.getsignal(each) for each in told]
    assert _cli.main(["check", str(here / "book.yaml")]) == 130
    assert sys.was_imported == is_waited_for
    assert [signal.getsignal(each) for each in told] == before  # who calls it from Python hears its own again


def test_ctrl_c_in_code_made_from_a_string(here):
    script = (
        "import sys; from libcode import _cli; from libcode.__main__ import main; "
        "_cli.COMMANDS['check'] = lambda options: exec('import signal; signal.raise_signal(signal.SIGINT)'); sys.argv = ['libcode', 'check', 'book.yaml']; sys.exit(main())"
    )
    (here / "ends.py").write_text(script)  # with -c, and as a script, CPython forgets in time that it was so; with -m it does not
    ended = subprocess.run([sys.executable, "-m", "ends"], cwd=here, capture_output=True, text=True)
    assert ended.returncode == 130 and ended.stderr == "libcode: interrupted; nothing was written\n"


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="the peak of memory is read from /proc")
@pytest.mark.skipif("libasan" in os.environ.get("LD_PRELOAD", ""), reason="ASan keeps for a while what was freed")
def test_memory_does_not_grow_with_the_export(here):
    script = (
        "import re, sys; from libcode._cli import main; main(sys.argv[1:]); "
        "print(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1])"
    )
    peaks_kib = []
    for rows in (100_000, 400_000):
        (here / "long.csv").write_text("answer,n\n" + "k cramps and shame every single day of my life,1\n" * rows)
        command = ["code", "long.csv", "--codebook", "book.yaml", "--text", "answer", "-o", "o.csv"]
        done = subprocess.run([sys.executable, "-c", script, *command], cwd=here, capture_output=True, text=True, check=True)
        peaks_kib.append(int(done.stdout.splitlines()[-1]))
    assert peaks_kib[1] < peaks_kib[0] + 10_000, peaks_kib
