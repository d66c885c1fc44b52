"""The process that reads one workbook: from standard input to standard output, with a limit of time and memory.

Whatever a workbook does to its reader, it does it here. The process may write no file, has none of the server's settings,
and is killed by workbooks.py when its time is over.
"""

from __future__ import annotations

import io
import json
import sys
import zipfile

from lma_data.enrolment import caps, ods, workbook_xml, xlsx


def main() -> None:
    kind = sys.argv[2]
    _limit()
    data = sys.stdin.buffer.read()
    try:
        answer = _read(data, kind)
    except workbook_xml.Unreadable as problem:
        answer = [json.dumps({"refused": problem.code, "facts": problem.facts}).encode()]
    except MemoryError:
        answer = [b'{"refused": "too-demanding", "facts": {}}']
    except Exception:  # whatever a broken workbook makes zipfile, zlib, expat or int() say
        answer = [b'{"refused": "damaged", "facts": {}}']
    sys.stdout.buffer.writelines(line + b"\n" for line in answer)
    sys.stdout.buffer.flush()


def _limit() -> None:
    try:
        import resource
    except ImportError:  # not on Windows: there the time limit alone holds
        return
    limits = {
        resource.RLIMIT_AS: caps.WORKER_MEMORY,
        resource.RLIMIT_CPU: caps.WORKER_WORK,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for limit, value in limits.items():
        try:
            resource.setrlimit(limit, (value, value))
        except (ValueError, OSError):  # macOS knows no limit of address space
            continue


def _read(data: bytes, kind: str) -> list[bytes]:
    """Lines: one on the workbook; then for each sheet one with the length of its rows, and these."""
    reader = xlsx if kind == "xlsx" else ods
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        workbook_xml.check_parts(archive)
        macros = any(
            name.lower().endswith("vbaproject.bin") or name.startswith("Basic/") for name in archive.namelist()
        )
        known = {"exported": reader.exported(archive), "macros": macros}
        return [json.dumps(known).encode(), *(line for rows in reader.read(archive) for line in rows.framed())]
