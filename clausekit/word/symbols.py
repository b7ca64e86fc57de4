"""Characters of symbol fonts (`w:sym`) as characters that every font has."""

from __future__ import annotations

from clausekit.word.names import Element, W

_SYMBOLS = {0xF0A8: "☐", 0xF06F: "☐", 0xF071: "☐", 0xF0FE: "☒", 0xF078: "☒", 0xF0FD: "☒", 0xF052: "☑",
            0xF0FC: "✓", 0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0E0: "→"}  # fmt: skip


def symbol(element: Element) -> str:
    """The character of a `w:sym`, or "" for one that shows nothing here."""
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    if known := _SYMBOLS.get(code + 0xF000 if code < 0x100 else code):
        return known
    return chr(code) if 31 < code < 0xD800 or 0xDFFF < code < 0xFFFE else ""
