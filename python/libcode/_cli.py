"""The command line: check, code, count, quotes, report, why, find, verify.

In: arguments. Out: files and tables, and an exit code. Each command opens its export, lets the core
code it batch by batch and lays out what comes back. Tested by tests/python/test_cli.py.
"""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from . import _check, _schema, _show, _verify
from ._arguments import parser
from ._core import Codebook, CodebookError, Coder, Codings, Explanation, _explain, _explain_response
from ._data import RowError
from ._export import Export, ExportError, Table, unformulated, written
from ._interrupt import ends_when_told
from ._kwic import RuleError, coder_of_rule
from ._progress import Bar
from ._tables import LONG_COLUMNS, first_quotes

DONE, FAULTY, USAGE, DATA, INTERRUPTED = 0, 1, 2, 3, 130
LISTED_AT_ONCE = 20_000  # codings, of which a batch of answers may have millions


def main(arguments: list[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    sys.stdout = sys.stdout or open(os.devnull, "w")  # closed by whoever started us
    sys.stderr = sys.stderr or open(os.devnull, "w")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        with ends_when_told():
            for role in ("book", "codebook", "input"):
                _must_open(getattr(options, role, None))
            return COMMANDS[options.command](options)
    except CodebookError as error:
        print(error, file=sys.stderr)
        return FAULTY
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except RowError as error:
        print(f"libcode: {error.as_in_export()}", file=sys.stderr)
        return DATA
    except (ExportError, ValueError, OSError) as error:
        print(f"libcode: {error}", file=sys.stderr)
        return DATA
    except KeyboardInterrupt:
        print("libcode: interrupted; nothing was written", file=sys.stderr)
        return INTERRUPTED


def _must_open(book: str | None) -> None:
    try:
        if book is not None:
            open(book, "rb").close()
    except OSError as error:
        raise ExportError(f"cannot open {book}: {error.strerror}") from None


def check(options: Namespace) -> int:
    try:
        coder = Coder(options.book)
    except CodebookError as error:
        found = _check.Check(error.faults, [], options.book)
        print("\n".join(_check.report(found)), file=sys.stderr)
        return FAULTY
    if options.export is None:
        result = coder.codebook.check()
    else:
        with _opened(options) as export:
            options.text = options.text or export.header
            columns = _columns(export, coder, options)
        result = coder.codebook.check(columns, text=list(options.text), question=options.question, threads=options.threads)
    print("\n".join(_check.report(result, every_example=options.examples)))
    return DONE if result and not (options.strict and result.lints) else FAULTY


def code(options: Namespace) -> int:
    """Write the export with one column a code, batch by batch."""
    _refuse_overwriting(options)
    coder = Coder(options.codebook)
    paths = [each.path for each in coder.codebook.codes]
    names = [options.prefix + path for path in paths]
    coded = uncoded = unanswered = 0
    with ExitStack() as stack:
        export = stack.enter_context(_opened(options))
        taken = sorted(set(names) & set(export.header))
        if taken:
            raise ExportError(f"the export has a column {taken[0]!r} already; put something before ours with --prefix TEXT")
        out = _table(stack, options.output, export, bom=export.has_bom or options.excel_safe)
        safe = unformulated if options.excel_safe else _as_it_is
        out.row(map(safe, export.header + names))
        listing = _table(stack, options.codings, bom=options.excel_safe) if options.codings else None
        if listing:
            listing.row(LONG_COLUMNS)
        for batch, codings in _coded(export, coder, options):
            cells = codings._matrix(counted=False, per_respondent=False).reshape(len(batch), -1, len(paths))
            present = cells.max(axis=1, initial=-1)
            out.rows([*map(safe, row)] + ["" if cell < 0 else cell for cell in found] for row, found in zip(batch, present.tolist()))
            if listing:
                _list_codings(listing, codings)
            usable = (codings.responses._columns()["answer"] == "usable").reshape(len(batch), -1).any(axis=1)
            has_code = (present > 0).any(axis=1)
            coded += int(has_code.sum())
            uncoded += int((usable & ~has_code).sum())
            unanswered += int((~usable & ~has_code).sum())
    print(f"{export.rows_read} rows read = {coded} coded + {uncoded} uncoded + {unanswered} unanswered")
    return DONE


def count(options: Namespace) -> int:
    codings = _coded_whole(options)
    if options.csv:
        table = codings._counts()
        out = Table(sys.stdout, "counts.csv")
        out.row(table)
        out.rows([unformulated(cell) for cell in row] for row in zip(*(values.tolist() for values in table.values())))
        return DONE
    print(f"{_show.title(codings.codebook)}: {_show.base_line(codings)}")
    print("\n".join(_show.count_lines(codings, options.per)))
    return DONE


def quotes(options: Namespace) -> int:
    coder = Coder(options.codebook)
    path = _path_of(options.code, coder)
    left = options.n
    with _opened(options) as export:
        for _, codings in _coded(export, coder, options):
            left -= _print_quotes(codings, path, left)
            if left <= 0:
                break
    return DONE


def report(options: Namespace) -> int:
    """Write a page, a workbook, a document or a data file: the ending of its name says which."""
    write = REPORTS.get(Path(options.output).suffix.lower())
    if write is None:
        raise ExportError(f"{options.output} ends in none of {', '.join(REPORTS)}; the ending says what to write")
    _refuse_overwriting(options)
    given: dict[str, Any] = {"per": options.per}
    if options.by:
        given["by"] = options.by if len(options.by) > 1 else options.by[0]
    if options.quotes is not None:
        if write is Codings.to_spss:
            raise ExportError("--quotes has no place in a .sav file, which holds no text")
        given["quotes"] = options.quotes
    of_page = {"mask": options.mask or None, "ids": False if options.no_ids else None, "note": options.note}
    of_page = {name: value for name, value in of_page.items() if value is not None}
    if of_page and write is not Codings.to_html:
        raise ExportError("--mask, --no-ids and --note are for an .html page")
    given.update(of_page)
    codings = _coded_whole(options)
    try:
        with written(options.output) as part:
            write(codings, part, **given)
    except ImportError as error:
        raise ExportError(str(error)) from None
    print(f"{_show.title(codings.codebook)}: {_show.base_line(codings)}, written to {options.output}")
    return DONE


def why(options: Namespace) -> int:
    if (options.response is None) != (options.export is not None and options.row is not None and bool(options.text)):
        print("libcode why: give an export with --text and --row, or --response TEXT", file=sys.stderr)
        return USAGE
    coder = Coder(options.codebook)
    path = _path_of(options.code, coder)
    if options.response is not None:
        _print_why(_explain(coder, options.response, path))
        return DONE
    first = 0
    with _opened(options) as export:
        for batch, codings in _coded(export, coder, options):
            if options.row <= first + len(batch):
                several = len(options.text)
                for at in range((options.row - 1 - first) * several, (options.row - first) * several):
                    if several > 1:
                        print(f"{_show.visible(codings.responses.questions[at % several])}")
                    _print_why(_explain_response(codings, coder, at, path))
                return DONE
            first += len(batch)
    raise ExportError(f"the export has no row {options.row}; its last is {first}")


def _print_why(explanation: Explanation) -> None:
    bold = ["\033[1m", "\033[0m", "\033[4m", "\033[0m"] if sys.stdout.isatty() else []
    print(explanation._to_text(bold))


def _path_of(code: str, coder: Coder) -> str:
    try:
        return coder.codebook[code].path
    except KeyError:
        known = ", ".join(each.path for each in coder.codebook.codes)
        raise ExportError(f"the codebook has no code {code!r}; its codes are {known}") from None


def find(options: Namespace) -> int:
    if "\n" in options.rule or "\r" in options.rule:
        raise ExportError("a rule is one line")
    if not options.rule.split("#")[0].strip():
        raise ExportError("the rule is empty; write for instance 'cramp* NEAR/8 ket'")
    coder = _coder_of_rule(options)
    found = rows = 0
    with _opened(options) as export:
        options.text = options.text or export.header
        for batch, codings in _coded(export, coder, options):
            counting = codings._matrix(counted=False, per_respondent=False).reshape(len(batch), -1)
            rows += int((counting > 0).any(axis=1).sum())
            found += int(codings._columns()["counts"].sum())
            _print_quotes(codings, "found", None)
    sys.stdout.flush()
    print(f"{found} matches in {rows} of {export.rows_read} rows", file=sys.stderr)
    return DONE


def verify(options: Namespace) -> int:
    """Code the export by the page's codebook and compare."""
    said = _verify.read(options.page)
    asked = said["columns"]["text"]
    if options.text and len(options.text) != len(asked):
        raise ExportError(f"the page has {len(asked)} columns of answers, --text names {len(options.text)}")
    text = dict(zip(asked, options.text or asked.values()))
    roles = {role: said["columns"][role] for role in ("id", "respondent", "question")}
    coder = Coder(_verify.codebook(said))
    every = Namespace(**{**vars(options), **roles, "text": list(text.values()), "by": _verify.columns(said)})
    with _opened(every) as export:
        columns = _columns(export, coder, every)
    if said["empty"]:  # an empty cell was an answer there, not a question not asked
        columns |= {name: [cell or "" for cell in columns[name]] for name in text.values()}
    codings = coder.code(columns, text=text, threads=options.threads, **roles)
    for line in _verify.remarks(said, codings):
        print(f"note: {line}")
    found = _verify.differences(said, codings)
    if found:
        print("\n".join(["Not the same:", *(f"  {_show.visible(line)}" for line in found)]))
        return FAULTY
    print(f"The same: {_show.base_line(codings)}; every count and hash is as in the page")
    return DONE


def schema(options: Namespace) -> int:
    print(json.dumps(_schema.schema(options.kind), indent=2, ensure_ascii=False))
    return DONE


def convert(options: Namespace) -> int:
    if os.path.exists(options.output) and os.path.samefile(options.input, options.output):
        raise ExportError("OUT names IN itself, which is never written over")
    book = Codebook.read(options.input)
    with written(options.output) as part:
        book.write(part)
    print(f"{_show.title(book)}: {_show.many(len(book.codes), 'code')} written to {options.output}")
    return DONE


def _coder_of_rule(options: Namespace) -> Coder:
    try:
        return coder_of_rule(options.rule, options.language)
    except RuleError as error:
        print(error, file=sys.stderr)
        raise SystemExit(FAULTY) from None


def _print_quotes(codings: Codings, path: str, most: int | None) -> int:
    table = codings._columns()
    chosen = first_quotes(codings, table, path, most)
    several = len(codings.responses.questions) > 1
    for i in chosen:
        quote, shift = table["quote"][i], int(table["quote_start"][0][i])
        start, end = int(table["start"][0][i]) - shift, int(table["end"][0][i]) - shift
        marked = (_show.visible(part) for part in (quote[:start], quote[start:end], quote[end:]))
        before, match, after = marked
        gaps = [" " if quote[:start][-1:].isspace() else "", " " if quote[end:][:1].isspace() else ""]
        bold = ("\033[1m", "\033[0m") if sys.stdout.isatty() else ("[", "]")
        where = f"row {table['row'][i] + 1}" + (f", {_show.visible(table['question'][i])}" if several else "")
        print(f"{where}: {before}{gaps[0]}{bold[0]}{match}{bold[1]}{gaps[1]}{after}")
    return len(chosen)


def _opened(options: Namespace) -> Export:
    export = Export(options.export, options.encoding, options.delimiter)
    try:
        for argument in ("text", "id", "respondent", "question", "by"):
            named = getattr(options, argument, None) or []
            export.must_have([named] if isinstance(named, str) else named, f"--{argument}")
    except ExportError:
        export.__exit__()
        raise
    return export


def _coded(export: Export, coder: Coder, options: Namespace) -> Iterator[tuple[list[list[str]], Codings]]:
    """(rows, codings) batch by batch. An empty cell was not asked."""
    names = _columns_used(export, coder, options)
    bar = Bar(export.size_bytes)
    first = 0
    batches: list[list[list[str]]] = []

    def columns() -> Iterator[dict[str, list[str | None]]]:
        for batch in export.batches():
            batches.append(batch)
            yield {name: [row[at] or None for row in batch] for name, at in names.items()}

    try:
        roles = {name: getattr(options, name, None) for name in ("id", "respondent", "question")}
        for codings in coder.stream(columns(), text=list(options.text), threads=options.threads, **roles):
            batch = batches.pop()
            yield batch, codings
            first += len(batch)
            bar.at(export.bytes_read(), f"{first:,} rows")
    finally:
        bar.close()


def _columns_used(export: Export, coder: Coder, options: Namespace) -> dict[str, int]:
    wanted = set(options.text) | {getattr(options, name, None) for name in ("id", "respondent", "question")}
    wanted |= set(getattr(options, "by", None) or [])
    wanted |= {name for each in coder.codebook.codes for name in each.where}
    used = {name: at for at, name in enumerate(export.header) if name in wanted}
    for name in used:
        export.must_be_one(name)
    return used


def _columns(export: Export, coder: Coder, options: Namespace) -> dict[str, list[str | None]]:
    names = _columns_used(export, coder, options)
    columns: dict[str, list[str | None]] = {name: [] for name in names}
    for batch in export.batches():
        for name, at in names.items():
            columns[name] += [row[at] or None for row in batch]
    return columns


def _coded_whole(options: Namespace) -> Codings:
    """The whole export at once: a respondent may have rows anywhere in it."""
    coder = Coder(options.codebook)
    with _opened(options) as export:
        columns = _columns(export, coder, options)
    bar = Bar(len(columns[options.text[0]]) * len(options.text))
    try:
        return coder.code(
            columns, text=list(options.text), id=options.id, respondent=options.respondent, question=options.question,
            threads=options.threads, progress=lambda done, total: bar.at(done, f"{done:,} responses"),
        )
    finally:
        bar.close()


def _as_it_is(cell: str) -> str:
    return cell


def _table(stack: ExitStack, path: str, export: Export | None = None, bom: bool = False) -> Table:
    part = stack.enter_context(written(path))
    encoding = "utf-8-sig" if bom else "utf-8"
    file = stack.enter_context(open(part, "w", encoding=encoding, newline=""))
    return Table(file, path, export.line_end, export.delimiter) if export else Table(file, path)


def _list_codings(out: Table, codings: Codings) -> None:
    for first in range(0, len(codings), LISTED_AT_ONCE):
        columns = codings._columns(first, min(first + LISTED_AT_ONCE, len(codings))).values()
        plain = [values[0].tolist() if isinstance(values, tuple) else values.tolist() for values in columns]
        out.rows([unformulated(cell) for cell in row] for row in zip(*plain))


def _refuse_overwriting(options: Namespace) -> None:
    read = {"the export": options.export, "the codebook": options.codebook}
    codings = getattr(options, "codings", None)
    write = {"-o": options.output, "--codings": codings}
    for flag, path in write.items():
        for what, other in read.items():
            if path and os.path.exists(path) and os.path.exists(other) and os.path.samefile(path, other):
                raise ExportError(f"{flag} names {what} itself, which is never written over")
    if codings and os.path.realpath(codings) == os.path.realpath(options.output):
        raise ExportError("-o and --codings name the same file")


REPORTS: dict[str, Any] = {".html": Codings.to_html, ".xlsx": Codings.to_excel, ".docx": Codings.to_word, ".sav": Codings.to_spss}
COMMANDS: dict[str, Any] = {"convert": convert, "schema": schema, "check": check, "code": code, "count": count, "quotes": quotes, "report": report, "why": why, "find": find, "verify": verify}
