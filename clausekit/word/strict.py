"""Strict documents are read with the transitional names; what is written back has the names it had."""

from __future__ import annotations

import re

_STRICT = re.compile(rb"""["'](http://purl\.oclc\.org/ooxml/(\w+)/[\w/-]+)["']""")
_NAMED = re.compile(rb'"(http://schemas\.openxmlformats\.org/(\w+)/2006/([\w/-]+))"')


def as_found(written: bytes, original: bytes) -> bytes:
    """The XML `written`, with strict names again when the `original` had them."""
    kinds = {kind for _, kind in _STRICT.findall(original)}
    if not kinds:
        return written

    def back(match: re.Match[bytes]) -> bytes:
        kept = match[2] not in kinds and match[2] not in (b"wordprocessingml", b"officeDocument")
        return match[0] if kept else b'"http://purl.oclc.org/ooxml/' + match[2] + b"/" + match[3] + b'"'

    return _NAMED.sub(back, written)
