"""Reads the reports that ASan's programs left, and fails on any fault, or leak of ours.

    leaks.py REPORT...

A leak is ours where the first caller of the allocator that is neither its own nor the standard library's lies in our module. The
interpreter's own, and those of other modules, are counted; so is what is made once when our module is imported, and lives as long.
"""

import re
import sys
from pathlib import Path

BELOW = ("libasan", "libstdc++", "libc.so", "libubsan")


def is_ours(record: str) -> bool:
    frames = [line for line in record.split("\n") if re.match(r"\s+#\d+ ", line)]
    above = [frame for frame in frames if not any(name in frame for name in BELOW)]
    return bool(above) and ("_core." in above[0] or "/libcode/" in above[0] or "/bindings/" in above[0]) and "PyInit__core" not in record


def main() -> None:
    leaks, others, faults = [], 0, []
    for path in map(Path, sys.argv[1:]):
        text = path.read_text("utf-8", errors="replace")
        if "LeakSanitizer: detected" not in text or "AddressSanitizer: " in text.split("SUMMARY")[0] or "runtime error" in text:
            faults.append(text)
            continue
        records = re.split(r"\n\n", text)
        for record in records:
            if "leak of" in record:
                if is_ours(record):
                    leaks.append(record)
                else:
                    others += 1
    for each in [*faults, *leaks][:5]:
        print(each[:4000])
    print(f"ASan, LSan and UBSan: {len(faults)} faults, {len(leaks)} leaks of libcode ({others} of the interpreter and other modules) in {len(sys.argv) - 1} reports")
    raise SystemExit(1 if faults or leaks else 0)


if __name__ == "__main__":
    main()
