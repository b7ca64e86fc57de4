"""LibreOffice settles tracked changes itself: a macro in a profile of its own, and the text it then shows."""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from office import SOFFICE

REJECT, ACCEPT = "RejectAllTrackedChanges", "AcceptAllTrackedChanges"
_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Settle(listing As String)
  Dim file As Integer, entry As String, task
  file = FreeFile
  Open listing For Input As #file
  Do While Not Eof(file)
    Line Input #file, entry
    task = Split(entry, "|")
    One(task(0), task(1), task(2))
  Loop
  Close #file
  StarDesktop.terminate()
End Sub
Sub One(verb As String, source As String, target As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  Dim doc : doc = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
  Dim helper : helper = createUnoService("com.sun.star.frame.DispatchHelper")
  helper.executeDispatch(doc.CurrentController.Frame, ".uno:" &amp; verb, "", 0, Array())
  doc.TextFields.refresh()
  doc.refresh()
  Dim how(1) As New com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName" : how(0).Value = "Text"
  how(1).Name = "FilterOptions" : how(1).Value = "UTF8"
  doc.storeToURL(ConvertToURL(target), how())
  doc.close(True)
End Sub
</script:module>
"""
_LISTED = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Module1"/></library:library>
"""
_LOCK = re.compile(rb"<w:documentProtection\b[^>]*/>")
_COUNT = re.compile(rb"\bNUMPAGES\b")


def settled(tasks: Mapping[str, tuple[str, bytes]], folder: Path) -> dict[str, list[str]]:
    """Name → the lines, numbers included, that LibreOffice shows of a document after `REJECT` or `ACCEPT`.

    A lock against editing is taken off first: LibreOffice, as Word, settles no change in a locked document.
    """
    profile = folder / "settling"
    where = f"-env:UserInstallation={profile.as_uri()}"
    basic = profile / "user" / "basic" / "Standard"
    if not basic.is_dir():  # the first start writes the profile
        (folder / "start.txt").write_text("x", encoding="utf-8")
        _office(where, "--convert-to", "txt:Text", "--outdir", str(profile), str(folder / "start.txt"))
        basic.mkdir(parents=True, exist_ok=True)
    (basic / "Module1.xba").write_text(_MACRO, encoding="utf-8")
    (basic / "script.xlb").write_text(_LISTED, encoding="utf-8")
    lines = []
    for name, (verb, data) in tasks.items():
        (folder / f"{name}.docx").write_bytes(_unlocked(data))
        lines.append(f"{verb}|{folder / name}.docx|{folder / name}.settled.txt\n")
    (folder / "tasks.txt").write_text("".join(lines), encoding="utf-8")
    _office(where, f'macro:///Standard.Module1.Settle("{folder / "tasks.txt"}")')
    return {name: (folder / f"{name}.settled.txt").read_text(encoding="utf-8-sig").splitlines() for name in tasks}


def counts_pages(data: bytes) -> bool:
    """Whether a field prints the number of pages, which LibreOffice does not count again after it settled changes."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return any(_COUNT.search(archive.read(name)) for name in archive.namelist() if name.endswith("document.xml"))


def _office(*arguments: str) -> None:
    command = [str(SOFFICE), "--headless", "--norestore", *arguments]
    subprocess.run(command, check=True, capture_output=True, timeout=300)


def _unlocked(data: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    if not any(_LOCK.search(content) for content in parts.values()):
        return data
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, _LOCK.sub(b"", content))
    return made.getvalue()
