"""What may be written after `libcode`: the commands, their options, and help that teaches by example.

In: nothing. Out: an argument parser. Tested by tests/python/test_cli.py.
"""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter

from ._core import __version__

EXIT_CODES = """
exit codes:
  0    done
  1    the codebook has a fault, or one of its examples does not hold (or, with --strict, a warning), or the page differs
  2    the command line is wrong
  3    a file cannot be read or written as asked
  130  interrupted, by Ctrl-C or a request to end; no output file was touched
"""

MAIN = """\
Codes free-text survey answers by a codebook, exactly and explainably.

  libcode check book.yaml                       is the codebook sound, do its examples hold?
  libcode find 'cramp* NEAR/8 ket' survey.csv   try a rule without a codebook
  libcode code survey.csv --codebook book.yaml --text answer -o coded.csv
  libcode count survey.csv --codebook book.yaml --text answer
  libcode quotes bladder survey.csv --codebook book.yaml --text answer
  libcode report survey.csv --codebook book.yaml --text answer -o report.html
  libcode why bladder survey.csv --codebook book.yaml --text answer --row 17
  libcode verify report.html survey.csv
"""

CHECK = """\
Says every fault of a codebook with its place, what is probably not meant, and which examples do not hold.

  libcode check book.yaml
  libcode check book.yaml survey.csv --text answer   also: rules that found nothing, what wildcards and ~ met
  libcode check book.yaml --strict                   warnings fail too
"""

CODE = """\
Writes the export's rows and columns as they are, and after them one column a code: 1 where the code
counts, 0 where it does not, empty where the row was not asked. Ends with
"N rows read = coded + uncoded + unanswered".

  libcode code survey.csv --codebook book.yaml --text answer -o coded.csv
  libcode code survey.csv --codebook book.yaml --text harm --text help -o coded.csv
  libcode code survey.csv --codebook book.yaml --text answer --id person -o coded.csv --codings codings.csv

An empty cell was not asked; a blank one was asked and not answered. The export is read batch by batch,
so it may be larger than memory. Both files are written as UTF-8. In the --codings file, where positions
count characters from 0, a cell that a spreadsheet would run as a formula has an apostrophe put before it.
With --excel-safe so have the export's own cells, but for numbers such as -5, and both files begin with the mark (BOM) by
which Excel knows UTF-8.
"""

COUNT = """\
Prints how many respondents (or responses) have each code, of those who answered.

  libcode count survey.csv --codebook book.yaml --text answer
  libcode count waves.csv --codebook book.yaml --text answer --respondent person
  libcode count long.csv --codebook book.yaml --text answer --question item --respondent person --csv
"""

QUOTES = """\
Prints the quotes that count for a code and its sub-codes, the match in brackets.

  libcode quotes bladder survey.csv --codebook book.yaml --text answer
  libcode quotes physical.bladder survey.csv --codebook book.yaml --text answer -n 50
"""

REPORT = """\
Writes a report of the whole survey; the ending of its name says what kind.

  libcode report survey.csv --codebook book.yaml --text answer -o report.html            a page to look at and print
  libcode report survey.csv --codebook book.yaml --text answer --by group -o out.xlsx    a workbook, a sheet a table
  libcode report survey.csv --codebook book.yaml --text answer --by group -o out.docx    tables, quotes, answers with comments
  libcode report survey.csv --codebook book.yaml --text answer --id person -o out.sav    0/1 variables for SPSS, without text

--by names a column whose groups are set side by side; in a .sav file it is a column of its own. It may be repeated.
The files hold what people wrote (.sav: the ids), so keep them as you keep the export.
"""

WHY = """\
Says whether a code counts in one response, and why or why not.

For a yes: the rule, the words that met it, the status and its cue. For a no: the nearest rule and what stopped it.

  libcode why bladder survey.csv --codebook book.yaml --text answer --row 17
  libcode why bladder --codebook book.yaml --response 'my bladder has never been better'

Rows are numbered as `libcode quotes` numbers them: from 1, the header not counted. With --response, `where` is
set aside. On a terminal the words that met the rule are bold and cues underlined; elsewhere they stand
in [ ] and { }.
"""

FIND = """\
Tries one rule on an export, without a codebook; statuses such as "negated" are not looked for.

  libcode find 'cramp* NEAR/8 ket' survey.csv
  libcode find '(lack* of | no) (awareness | information)' survey.csv --text answer
"""

VERIFY = """\
Codes an export again by the codebook in a report page and says whether every count and hash is as in the page.

  libcode verify report.html survey.csv
  libcode verify report.html survey.csv --text answer    where the answers were coded from a list, or the column has another name

Ends with 0 where all is the same. Where something differs it says what, in numbers and never in anybody's words, and ends with 1.
"""

SCHEMA = """\
Prints the JSON Schema of codebook or cue files, by which an editor completes and checks them as you type.

  libcode schema > codebook.schema.json
  libcode schema cues > cues.schema.json

An editor with the YAML language server uses it in a file that begins with
# yaml-language-server: $schema=codebook.schema.json
"""

CONVERT = """\
Writes a codebook in another form: YAML, or a spreadsheet with the columns code, parent, definition, rule.

  libcode convert book.xlsx book.yaml
  libcode convert book.yaml book.csv

A sheet has a row a rule; the code is repeated, or left empty below its first row. Rows of `$drug` hold the set of
that name, a row of `*` is about the whole codebook. A sheet keeps no comments.
"""


def parser() -> ArgumentParser:
    main = ArgumentParser("libcode", description=MAIN, epilog=EXIT_CODES, formatter_class=RawDescriptionHelpFormatter)
    main.add_argument("--version", action="version", version=f"libcode {__version__}")
    commands = main.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def command(name: str, text: str) -> ArgumentParser:
        summary = text.split("\n")[0]
        return commands.add_parser(
            name, help=summary, description=text, epilog=EXIT_CODES, formatter_class=RawDescriptionHelpFormatter
        )

    check = command("check", CHECK)
    check.add_argument("book", metavar="BOOK", help="the codebook file")
    _add_export(check, text_needed=False, export_needed=False)
    check.add_argument("--question", metavar="COL", help="in long data, the column that names the question")
    check.add_argument("--strict", action="store_true", help="fail on warnings as well")
    check.add_argument("--examples", action="store_true", help="list the examples that hold, too")

    code = command("code", CODE)
    _add_export(code, text_needed=True)
    _add_codebook(code)
    code.add_argument("-o", "--output", metavar="OUT", required=True, help="the file to write, as UTF-8; .tsv writes tabs")
    code.add_argument("--codings", metavar="FILE", help="also write one row a coding: the match, its place, its quote, its rule")
    code.add_argument("--excel-safe", action="store_true", help="write what Excel opens without running a cell")
    code.add_argument("--prefix", metavar="TEXT", default="", help="put before the name of each new column")

    count = command("count", COUNT)
    _add_export(count, text_needed=True)
    _add_codebook(count)
    count.add_argument("--per", choices=("respondent", "response"), default="respondent", help="what to count (default: respondent)")
    count.add_argument("--csv", action="store_true", help="print all columns as CSV")

    quotes = command("quotes", QUOTES)
    quotes.add_argument("code", metavar="CODE", help="a code's path, or its key where that is unique")
    _add_export(quotes, text_needed=True)
    _add_codebook(quotes)
    quotes.add_argument("-n", type=_at_least_one, default=10, metavar="N", help="how many at most (default: 10)")

    report = command("report", REPORT)
    _add_export(report, text_needed=True)
    _add_codebook(report)
    report.add_argument("-o", "--output", metavar="OUT", required=True, help="the file to write: .html, .xlsx, .docx or .sav")
    report.add_argument("--by", metavar="COL", action="append", help="a column that says each person's group; may be repeated")
    report.add_argument("--per", choices=("respondent", "response"), default="respondent", help="what to count (default: respondent)")
    report.add_argument("--quotes", type=_at_least_one, metavar="N", help="how many a code at most (default: 10; all in .xlsx)")
    report.add_argument("--mask", action="store_true", help="in .html: mask e-mail addresses, phone numbers and the like in quotes")
    report.add_argument("--no-ids", action="store_true", help="in .html: leave out rows and respondents")
    report.add_argument("--note", metavar="TEXT", help="in .html: a paragraph under the title")

    why = command("why", WHY)
    why.add_argument("code", metavar="CODE", help="a code's path, or its key where that is unique")
    _add_export(why, text_needed=False, export_needed=False)
    _add_codebook(why)
    why.add_argument("--row", type=_at_least_one, metavar="N", help="the row of the export")
    why.add_argument("--response", metavar="TEXT", help="explain this text, not one of an export")

    find = command("find", FIND)
    find.add_argument("rule", metavar="RULE", help="a rule, in quotation marks for the shell")
    _add_export(find, text_needed=False)
    find.add_argument("--language", metavar="TAG", default="en", help="of the answers (default: en)")

    verify = command("verify", VERIFY)
    verify.add_argument("page", metavar="PAGE", help="a page that `to_html` or `libcode report` wrote")
    _add_export(verify, text_needed=False, text_default="those of the page")

    convert = command("convert", CONVERT)
    convert.add_argument("input", metavar="IN", help="a codebook: .yaml, .csv, .tsv or .xlsx")
    convert.add_argument("output", metavar="OUT", help="the file to write; its name says the form")

    schema = command("schema", SCHEMA)
    schema.add_argument("kind", nargs="?", choices=("codebook", "cues"), default="codebook", help="of which file (default: codebook)")
    return main


def _add_codebook(command: ArgumentParser) -> None:
    command.add_argument("--codebook", metavar="BOOK", required=True, help="the codebook file")
    command.add_argument("--id", metavar="COL", help="the column that names each row, different in every row")
    command.add_argument("--respondent", metavar="COL", help="the column that names the person, who may have several rows")
    command.add_argument("--question", metavar="COL", help="in long data, the column that names the question")


def _add_export(command: ArgumentParser, *, text_needed: bool, export_needed: bool = True, text_default: str = "every column") -> None:
    command.add_argument(
        "export", metavar="EXPORT", nargs=None if export_needed else "?", help="the survey's export: CSV, or TSV where it is called .tsv"
    )
    every = "" if text_needed else f" (default: {text_default})"
    command.add_argument(
        "--text", metavar="COL", action="append", required=text_needed, help=f"a column of answers; may be repeated{every}"
    )
    command.add_argument("--encoding", metavar="NAME", help="of the export, where it is not UTF-8")
    command.add_argument("--delimiter", metavar="SIGN", type=_one_sign, help="of the export (default: by its name and header)")
    command.add_argument("--threads", metavar="N", type=_at_least_one, help="to use (default: as many as help)")


def _at_least_one(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"{text!r} is not a whole number of 1 or more")
    return int(text)


def _one_sign(text: str) -> str:
    sign = "\t" if text == "\\t" else text
    if len(sign) != 1:
        raise ArgumentTypeError(f"{text!r} is not one sign")
    return sign
