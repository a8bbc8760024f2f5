"""``python -m benchmarks.word_trip FOLDER.minutes``: how long an editor's file takes to come back.

The folder is copied; in the copy's draft one paragraph in ten is changed under tracking, one in
fifty is new and one in fifty is taken out, as an editor's day leaves it. Measured are the whole
commands, from the start of the process to its end: printing the draft, the import, and the import
of the same file again, which must find nothing.
"""

from __future__ import annotations

import copy
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BY = {f"{W}id": "1", f"{W}author": "編集者", f"{W}date": "2024-10-09T10:20:00Z"}
_MAIN = "word/document.xml"


def edited(source: Path, target: Path) -> dict[str, int]:
    """Write *source* to *target* with an editor's changes; return how many of each kind."""
    with zipfile.ZipFile(source) as held:
        parts = {name: held.read(name) for name in held.namelist()}
    root = etree.fromstring(parts[_MAIN])
    body = root.find(f"{W}body")
    written = [p for p in body.findall(f"{W}p") if len(_words(p)) > 20]
    for number, paragraph in enumerate(written):
        if number % 50 == 1:
            new = copy.deepcopy(paragraph)
            for one in [e for e in new.iter() if "ookmark" in str(e.tag)]:
                one.getparent().remove(one)
            list(new.iter(f"{W}t"))[-1].text = "編集者が加えた段落である。"
            paragraph.addnext(new)
        elif number % 50 == 2:
            body.remove(paragraph)
        elif number % 10 == 0:
            _insert(list(paragraph.iter(f"{W}r"))[-1])
    parts[_MAIN] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as held:
        for name, part in parts.items():
            held.writestr(name, part)
    return {"paragraphs": len(written), "changed": len(written[::10])}


def _words(paragraph: etree._Element) -> str:
    return "".join(t.text or "" for t in paragraph.iter(f"{W}t"))


def _insert(run: etree._Element) -> None:
    mark = etree.Element(f"{W}ins", _BY)
    etree.SubElement(etree.SubElement(mark, f"{W}r"), f"{W}t").text = "（編集者による）"
    run.addnext(mark)


def timed(*arguments: str) -> tuple[str, dict[str, float]]:
    """Run a command of the program; return what it said, and its seconds: all and computing."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    command = [sys.executable, "-m", "minutes_pipeline", *arguments]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return said, {"wall": round(time.monotonic() - began, 1), "cpu": round(cpu, 1)}


def main() -> None:
    """Print the measures as JSON."""
    with tempfile.TemporaryDirectory() as place:
        work = Path(place) / "meeting.minutes"
        shutil.copytree(sys.argv[1], work)
        (work / "minutes.docx").unlink()
        printed = timed("run", str(work))[1]
        file = Path(place) / "edited.docx"
        counts = edited(work / "minutes.docx", file)
        said, taken = timed("import", str(work), str(file))
        again, twice = timed("import", str(work), str(file))
        told = {"first": said.splitlines()[0], "again": again.splitlines()[0]}
    result = {**counts, **told, "print": printed, "import": taken, "import_again": twice}
    print(json.dumps(result, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
