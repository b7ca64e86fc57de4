"""The draft: a plan's clauses rendered, numbered, cross-referenced, and put together as a contract."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import Any

from jinja2 import TemplateError

from clausekit.drafting import blocks
from clausekit.drafting.numbering import Numbering
from clausekit.drafting.pieces import Article as _Article
from clausekit.drafting.pieces import Piece as _Piece
from clausekit.drafting.plan import Plan, PlannedClause, applies
from clausekit.drafting.references import bookmark, key_of, moved
from clausekit.errors import ClausekitError, Fault, LibraryError
from clausekit.library.formats import day
from clausekit.library.library import Library
from clausekit.library.markdown import Draft, MarkdownFault, Reference, parse
from clausekit.library.records import Clause
from clausekit.library.templates import Has, Missing, Renderer
from clausekit.library.typography import NBSP, glue, typeset
from clausekit.model import Block, ClauseTag, Contract, Cover, Mark, MarkKind, Paragraph, Part, Role, Section

_ANNEX = {"fr": "Annexe", "en": "Schedule"}
_NOTICE = {
    "fr": "Projet – modèle à adapter et à faire valider par un juriste",
    "en": "Draft – template to be adapted and validated by a lawyer",
}
_DRAFT = {"fr": "PROJET", "en": "DRAFT"}
_QUOTES = {"fr": (f"«{NBSP}", f"{NBSP}»{NBSP}: "), "en": ("“", "”: ")}


@dataclass(slots=True)
class _Drafter:
    plan: Plan
    library: Library
    labels: dict[str, str] = field(default_factory=dict)  # clause or clause#anchor -> label
    used: set[str] = field(default_factory=set)
    order: str = ""  # the language whose alphabet orders the definitions
    lenient: bool = False  # a clause drafted alone: references to clauses that are not there get a stand-in
    renderer: Renderer = field(init=False)
    context: dict[str, Any] = field(init=False)  # what every wording may name

    def __post_init__(self) -> None:
        self.renderer = Renderer(self.plan.language, str(self.plan.values.get("currency") or "EUR"))
        self.context = self._context()

    def contract(self, *, final: bool) -> Contract:
        articles = self._articles()
        for article in articles:
            self._collect_references(article)
        sections = tuple(self._section(article) for article in articles)
        title = str(self._title())
        return Contract(title, self.plan.language, sections, self._cover(title, final), manifest=self._manifest(final))

    def _articles(self) -> list[_Article]:
        articles: list[_Article] = []
        body = annex = 0
        for planned in self.plan.clauses:
            clause = self.library.clause(planned.id)
            if clause.layout == "article":
                body += 1
                heading = Paragraph(planned.title, Role.HEADING, 1, f"Article{NBSP}{body}.")
            elif clause.layout == "annex":
                annex += 1
                heading = Paragraph(planned.title, Role.HEADING, 1, f"{_ANNEX[self.plan.language]}{NBSP}{annex}.")
            else:
                heading = Paragraph(planned.title, Role.LABEL, 1)
            self.labels[planned.id] = heading.number.rstrip(".") or planned.title
            number = str(body) if clause.layout == "article" else ""
            pieces = self._pieces(planned, clause, number)
            articles.append(_Article(planned, clause, heading, pieces))
        return articles

    def _context(self) -> dict[str, Any]:
        has = Has({ident.replace(".", "_"): True for ident in self.plan.ids()})
        context = dict(self.plan.values)
        context.update(
            has=has,
            facts=Has(dict.fromkeys(self.plan.facts, True)),
            law=self.plan.law,
            language=self.plan.language,
            type=self.plan.type.id,
        )
        return context

    def _pieces(self, planned: PlannedClause, clause: Clause, number: str) -> list[_Piece | Block]:
        folder = self.library.folders[planned.id]
        own = self.library.own(self.plan.type.id, planned.id, self.plan.language)
        wording = own.wording if own else folder.wordings[self.plan.language]
        numbering = Numbering(number, clause.layout)
        result: list[_Piece | Block] = []
        for block in wording.select(variant=planned.variant, law=self.plan.law):
            names = tuple(f"{planned.id}.{name}" for name in block.elements)
            if any(name in self.plan.omitted for name in names):
                continue
            if block.elements and not any(name in planned.elements for name in block.elements):
                continue
            for place, item in enumerate(self._render(block.source, wording.path, block.line)):
                last = result[-1] if result else None
                item = replace(item, text=glue(item.text, self.plan.language))  # its values are not typeset yet
                if item.generated:
                    result += self._generated(item.generated, names, numbering)
                elif block.joined and not place and isinstance(last, _Piece) and last.takes(item):
                    last.go_on(item, names, self._anchor(planned.id, item, numbering))
                else:
                    result.append(self._piece(planned.id, item, names, numbering))
        return result

    def _render(self, source: str, path: str, line: int) -> list[Draft]:
        self.renderer.pieces.clear()
        try:
            text = self.renderer.render(source, self.context)
            return parse(typeset(text, self.plan.language), self.renderer.pieces)
        except MarkdownFault as error:
            fault = Fault(path, line + error.line, str(error))
        except (TemplateError, TypeError, ValueError) as error:
            fault = Fault(path, line, f"the wording cannot be rendered: {error}")
        raise LibraryError("The wording of a clause is wrong:", faults=[fault])

    def _piece(self, ident: str, item: Draft, names: tuple[str, ...], numbering: Numbering) -> _Piece:
        role, level, number = numbering.next(item.role, item.level)
        anchor = self._anchor(ident, item, numbering)
        return _Piece(Paragraph(item.text, role, level, number, item.marks, anchor, names), item.references)

    def _anchor(self, ident: str, item: Draft, numbering: Numbering) -> str:
        """The bookmark of a paragraph that others may refer to; its number is its label."""
        if not item.anchor:
            return ""
        self.labels[f"{ident}#{item.anchor}"] = numbering.full()
        return bookmark(f"{ident}#{item.anchor}")

    def _generated(self, what: tuple[str, str], names: tuple[str, ...], numbering: Numbering) -> list[_Piece | Block]:
        kind, name = what
        values, language = self.plan.values, self.plan.language
        if kind == "parties":
            return [_Piece(p) for p in blocks.parties(values, language, names)]
        if kind == "signatures":
            return [blocks.signatures(values, language, names)]
        if kind == "definitions":
            return list(self._definitions(names))
        if kind == "table":
            parameter = self.library.parameters(tuple(self.library.folders)).get(name)
            if parameter is not None:
                table = blocks.data_table(parameter, values, language, elements=names)
                return [table] if table else []
        raise LibraryError(f"The wording asks for an unknown block [[{kind}:{name}]].")

    def _definitions(self, names: tuple[str, ...]) -> list[_Piece]:
        """Every term of the clauses of the plan, in alphabetical order of the language."""
        found: dict[str, _Piece] = {}
        opening, closing = _QUOTES[self.plan.language]
        for planned in self.plan.clauses:
            for term in self.library.clause(planned.id).terms:
                if term.variants and planned.variant not in term.variants:
                    continue
                if not applies(term.when, facts=self.plan.facts, law=self.plan.law, kind=self.plan.type.id):
                    continue
                word = typeset(term.term[self.plan.language], self.plan.language)
                drafts = self._render(term.meaning[self.plan.language], planned.id, 0)
                if not drafts:
                    continue
                head = f"{opening}{word}{closing}"
                shift = len(head)
                marks = [Mark(len(opening), len(opening) + len(word), MarkKind.TERM)]
                marks += [replace(m, start=m.start + shift, end=m.end + shift) for m in drafts[0].marks]
                references = tuple(replace(r, start=r.start + shift) for r in drafts[0].references)
                stop = "" if drafts[0].text.endswith(".") else f"{NBSP};" if self.plan.language == "fr" else ";"
                paragraph = Paragraph(
                    head + drafts[0].text + stop, Role.DEFINITION, 0, "", tuple(sorted(marks)), "", names
                )
                found.setdefault(_sort_key(term.term[self.order or self.plan.language]), _Piece(paragraph, references))
        pieces = [found[key] for key in sorted(found)]
        if pieces and pieces[-1].paragraph.text.endswith(";"):
            last = pieces[-1].paragraph
            pieces[-1].paragraph = replace(last, text=last.text.rstrip(";").rstrip(NBSP) + ".")
        return pieces

    def _collect_references(self, article: _Article) -> None:
        for piece in article.pieces:
            if isinstance(piece, _Piece):
                for reference in piece.references:
                    self.used.add(key_of(reference))

    def _section(self, article: _Article) -> Section:
        ident = article.planned.id
        heading = replace(
            article.heading,
            text=typeset(article.heading.text, self.plan.language),
            anchor=bookmark(ident) if ident in self.used and article.heading.number else "",
        )
        done: list[Block] = []
        for piece in article.pieces:
            if isinstance(piece, _Piece):
                done.append(self._resolved(piece, ident))
            else:
                done.append(piece)
        part = Part.ANNEX if article.clause.layout == "annex" else Part.BODY
        section = Section(heading, tuple(done), part)
        tag = ClauseTag(ident, article.clause.version, section.digest())
        return replace(section, tag=tag)

    def _resolved(self, piece: _Piece, ident: str) -> Paragraph:
        """Put the labels of references into the text and move the marks behind them."""
        paragraph = piece.paragraph
        if paragraph.anchor:
            name = next((k for k in self.labels if bookmark(k) == paragraph.anchor), "")
            if name not in self.used:
                paragraph = replace(paragraph, anchor="")
        text, marks = paragraph.text, list(paragraph.marks)
        for reference in sorted(piece.references, key=lambda r: r.start, reverse=True):
            label = self.labels.get(key_of(reference)) or (self._stand_in(reference) if self.lenient else None)
            if label is None:
                raise ClausekitError(f"{ident}: the reference to {key_of(reference)!r} leads nowhere.")
            at, size = reference.start, len(label)
            text = text[:at] + label + text[at:]
            marks = [moved(mark, at, size) for mark in marks]
            if key_of(reference) in self.labels and re.search(r"\d", label):
                marks.append(Mark(at, at + size, MarkKind.REF, bookmark(key_of(reference))))
        return replace(paragraph, text=text, marks=tuple(sorted(marks)))

    def _stand_in(self, reference: Reference) -> str:
        kind = _ANNEX[self.plan.language] if reference.clause.startswith("a.") else "Article"
        return f"{kind}{NBSP}99"

    def _title(self) -> Any:
        title = self.plan.values.get("title")
        own = title if title and not isinstance(title, Missing) else ""
        return own or typeset(self.plan.type.title[self.plan.language], self.plan.language)

    def _cover(self, title: str, final: bool) -> Cover:
        values, language = self.plan.values, self.plan.language
        roles = self.plan.type.party_roles
        shown = tuple(
            (roles[key][language] if key in roles else "", str(_plain(values[f"party_{key}"]["name"])))
            for key in ("a", "b")
        )
        date = values.get("effective_date")
        return Cover(
            title=title,
            subtitle=str(_plain(values.get("subtitle"))),
            parties=shown,
            reference=str(_plain(values.get("reference"))),
            date=day(date, language) if date else "",
            draft_mark="" if final else _DRAFT[language],
            notice="" if final else _NOTICE[language],
            page=self.plan.type.page,
            confidential="" if self.plan.type.page else "Confidentiel" if language == "fr" else "Confidential",
        )

    def _manifest(self, final: bool) -> tuple[tuple[str, str], ...]:
        return (
            ("type", self.plan.type.id),
            ("language", self.plan.language),
            ("governing_law", self.plan.law),
            ("library", self.library.fingerprint),
            ("state", "final" if final else "draft"),
            ("clauses", " ".join(f"{c.id}@{self.library.clause(c.id).version}" for c in self.plan.clauses)),
        )


def _plain(value: Any) -> Any:
    return f"[• {value.label}]" if isinstance(value, Missing) and value.parameter.startswith("party") else value or ""


def _sort_key(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)).lower()


def draft(plan: Plan, library: Library, *, final: bool = False, lenient: bool = False, order: str = "") -> Contract:
    """Write a plan out as a contract.

    Takes the plan and the library it was made from; `final` leaves out the draft marks; `lenient` prints a
    stand-in for a reference to a clause that is not in the plan; `order` is the language whose alphabet orders
    the definitions, else the plan's. Returns the `Contract`. Raises `LibraryError` when a wording cannot be
    rendered, `ClausekitError` when a reference leads nowhere.
    """
    return _Drafter(plan, library, order=order, lenient=lenient).contract(final=final)


def blanks(contract: Contract) -> dict[str, str]:
    """Parameter id -> printed text of every blank left in a contract."""
    found: dict[str, str] = {}
    for paragraph in contract.paragraphs():
        for mark in paragraph.marks:
            if mark.kind is MarkKind.BLANK:
                found.setdefault(mark.target, paragraph.text[mark.start : mark.end])
    return found
