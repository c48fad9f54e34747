"""Cells by which programs go wrong, by class; and the bytes that are no UTF-8.

NAUGHTY are texts (some hold NUL), INVALID are bytes: every beginning of a character that is cut short, every byte that begins none,
overlong forms, surrogates and what lies beyond U+10FFFF. None holds a word of the proofs that use them.
"""

import re


NAUGHTY = (
    # what other programs take for a value, for nothing or for a command
    "NULL", "null", "None", "NaN", "nan", "NA", "N/A", "#N/A", "undefined", "true", "False", "0", "-0", "1e309", "-1", "1/2", "007", "0x10", "1,5", "1_000", "Infinity", "-inf",
    "12:30", "2024-02-30", "1900-01-00", "=1+1", "+1", "-1+1", "@SUM(A1)", "=HYPERLINK(\"http://example.org\")", "\t=1", "＝1＋1", "'", "\"", "\"\"", "'\"'", "`", "\\", "\\\\", "\\n",
    "\\0", "%s%n%d", "{0}", "{{7*7}}", "${HOME}", "$(true)", "; DROP TABLE answers;--", "' OR '1'='1", "<script>alert(1)</script>", "<b>", "&amp;", "&#0;", "../../etc/passwd", "C:\\CON",
    "~", "*", "?", "[a", "(", ")))", "a|b", "!", "#", "# comment", "---", "...", "- a", "key: value", "|", ">", "%", "//", "/*", "*/", "<!--", "]]>", "://", "mailto:",
    # separators and quotes, of CSV and of lines
    ",", ";", "\t", ",,,,", "a,b", "a;b", "a\tb", "\"a", "a\"", "\"a\"\"b\"", "\",\"", "\"\n\"", "\n", "\r", "\r\n", "\n\r", "a\nb", "a\rb", "a\r\nb", "\n\n\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85",
    "\u2028", "\u2029", "a\u2028b", "a\x1eb", "a\x85b",
    # what does not show
    " ", "  ", "\u00a0", "\u2007", "\u202f", "\u3000", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\ufeffa", "\u00ad", "\u180e", "\u034f", "\u115f", "\u3164", "\U000e0001", "\U000e0020", "\ufe0f", "\ufffc",
    # controls
    "\x00", "a\x00b", "\x01\x02\x03", "\x07", "\x08", "\x1a", "\x1b[31m", "\x1b]0;a\x07", "\x7f", "\x80", "\x9f",
    # direction
    "\u202eabc", "\u202a\u202b\u202c\u202d", "\u2066a\u2069", "\u200e\u200f", "שלום a", "مرحبا ١٢٣", "א\u0301",
    # cases that are not one to one, and of Turkish
    "ß", "ẞ", "ŉ", "ǰ", "ΐ", "ﬃ", "ﬆ", "İ", "ı", "i̇", "ſ", "K", "Å", "Ω", "ς", "Σ", "ᾴ", "ǅ", "Ა", "ꭰ",
    # marks
    "\u0301", "e\u0301", "e\u0301\u0301\u0301", "\u0323\u0307", "a" + "\u0300" * 100, "ก\u0e48\u0e49", "क्षि", "각", "\u1100\u1161\u11a8", "\U0001d157\U0001d165", "\u20dd",
    # emoji
    "😭", "👩‍⚕️", "👍🏽", "🇬🇧", "🇬", "🏴\U000e0067\U000e0062\U000e007f", "1️⃣", "#️⃣", "❤️", "❤", "👨‍👩‍👧‍👦", "🫠", "\U0001f3fb", "\u20e3",
    # rare and none
    "\ufffd", "\ufffe", "\uffff", "\ufdd0", "\U0001ffff", "\U0010ffff", "\ue000", "\U000f0000", "\u0378", "\U00016fff", "𝕏", "𠜎", "㍿", "ﷺ", "½", "①", "Ⅷ", "٣", "日本語、テキスト。", "ไทย", "ខ្មែរ", "မြန်မာ",
    # long
    "a" * 1_001, "a" * 5_000, "é" * 2_000, "a b " * 2_000, "." * 5_000, "\n" * 2_000, "no " * 1_000, "(" * 1_000, "\"" * 999,
)  # fmt: skip


def _invalid():
    yield from (bytes([byte]) for byte in [*range(0x80, 0xC2), *range(0xF5, 0x100)])
    for lead in range(0xC2, 0xF5):
        least = {0xE0: 0xA0, 0xF0: 0x90}.get(lead, 0x80)
        for length in range(1, 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4):
            yield bytes([lead, least, 0x80][:length])
    yield from (b"\xc0\x80", b"\xc1\xbf", b"\xe0\x80\x80", b"\xe0\x9f\xbf", b"\xf0\x80\x80\x80", b"\xf0\x8f\xbf\xbf")
    yield from (b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xed\xa0\xbd\xed\xb8\xad", b"\xf4\x90\x80\x80", b"\xf8\x88\x80\x80\x80", b"\xfc\x84\x80\x80\x80\x80", b"\xfe\xff", b"\xff\xfe")


INVALID = tuple(_invalid())


def shown(text):
    """Bytes as libcode shows them: what is no UTF-8 is U+FFFD, a surrogate in three bytes one of them."""
    return re.sub(rb"\xed[\xa0-\xbf][\x80-\xbf]", "\ufffd".encode(), text).decode("utf-8", "replace")
