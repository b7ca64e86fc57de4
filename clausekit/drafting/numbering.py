"""Displayed numbers of a draft: 4.1, (a), (i) in an article, (A) in recitals, 1. in an annex."""

from __future__ import annotations

from clausekit.model import Role


class Numbering:
    """Counts 4.1, (a), (i) inside an article; recitals (A); annexes 1., (a)."""

    def __init__(self, article: str, layout: str) -> None:
        self.article = article
        self.layout = layout
        self.counts = [0, 0, 0]
        self.shown = ["", "", ""]

    def next(self, role: Role, level: int) -> tuple[Role, int, str]:
        if role is Role.BODY or level == 0:
            return Role.BODY, 0, ""
        if role is Role.CONTINUATION:
            return role, level, ""
        depth = level - 2
        self.counts[depth] += 1
        self.counts[depth + 1 :] = [0] * (2 - depth)
        count = self.counts[depth]
        if depth == 0:
            if self.layout == "recitals":
                self.shown[0] = f"({_letters(count).upper()})"
                return Role.RECITAL, 0, self.shown[0]
            self.shown[0] = f"{self.article}.{count}" if self.article else f"{count}."
        elif depth == 1:
            self.shown[1] = f"({_letters(count)})"
        else:
            self.shown[2] = f"({_roman(count)})"
        return Role.CLAUSE, level, self.shown[depth]

    def full(self) -> str:
        """The number with its full context: 7.2(a)(i)."""
        depth = max((i for i in range(3) if self.counts[i]), default=0)
        return "".join(self.shown[: depth + 1]).rstrip(".")


def _letters(count: int) -> str:
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)


def _roman(count: int) -> str:
    text = ""
    for value, sign in ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while count >= value:
            text += sign
            count -= value
    return text
