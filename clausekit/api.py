"""The two straight lines, generate() and audit(), and what goes with them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clausekit import __version__
from clausekit.errors import AnswersError, Fault
from clausekit.findings import ClauseState, ClauseVerdict
from clausekit.model import Contract, Note
from clausekit.notes import told
from clausekit.objections import objection
from clausekit.opening import Input as Input
from clausekit.opening import load_contract as load_contract
from clausekit.refusals import speaking
from clausekit.report import AuditReport, Source

if TYPE_CHECKING:
    from clausekit.library.answers import Answers
    from clausekit.library.library import Library
    from clausekit.library.recommend import Recommendation
    from clausekit.word.package import Limits


@lru_cache(maxsize=1)
def _house() -> Library:
    from clausekit.library.loading import load_library

    return load_library()


def load_library(*packs: str | os.PathLike[str]) -> Library:
    """The house library, with pack folders added.

    Takes pack folders. Returns a frozen `Library`, the same object each time when no pack is named. Raises
    `LibraryError` with every fault, file and line.
    """
    from clausekit.library.loading import load_library as load

    return load([Path(pack) for pack in packs]) if packs else _house()


def plan(
    alliance_type: str,
    answers: Mapping[str, Any] | Answers,
    *,
    language: str | None = None,
    governing_law: str | None = None,
    variants: Mapping[str, str] | None = None,
    with_: Collection[str] = (),
    without: Collection[str] = (),
    library: Library | None = None,
) -> Any:
    """What `generate` would write: the `Plan`, with the reason of each clause.

    Takes the same arguments as `generate`. Raises `AnswersError` with every fault at once.
    """
    from clausekit.drafting import make_plan
    from clausekit.drafting.bilingual import in_language, is_bilingual, plan_pair
    from clausekit.library.answers import Answers

    given = answers if isinstance(answers, Answers) else Answers(answers)
    if is_bilingual(given, language):
        return plan_pair(
            library or load_library(), alliance_type, given, law=governing_law, variants=variants, with_=with_,
            without=without,
        )[0]  # fmt: skip
    given = in_language(given, language or given.data.get("language") or "fr")
    return make_plan(
        library or load_library(), alliance_type, given, language=language, law=governing_law, variants=variants,
        with_=with_, without=without,
    )  # fmt: skip


def recommend(
    answers: Mapping[str, Any] | Answers, *, language: str = "en", library: Library | None = None
) -> Recommendation:
    """Which alliance type the answers of the decision aid point to; see `clausekit.library.recommend`."""
    from clausekit.library.recommend import recommend as advise

    return advise(library or load_library(), answers, language=language)


def draft(
    alliance_type: str,
    answers: Mapping[str, Any] | Answers,
    *,
    final: bool = False,
    library: Library | None = None,
    **options: Any,
) -> Contract:
    """A contract as the tree in the middle, before Word; `options` as for `plan`.

    Raises `AnswersError` when the answers do not fit, or, with `final`, when a blank is left.
    """
    from clausekit.drafting.draft import blanks
    from clausekit.drafting.draft import draft as write_out

    loaded = library or load_library()
    contract = write_out(plan(alliance_type, answers, library=loaded, **options), loaded, final=final)
    if final and (left := blanks(contract)):
        faults = [Fault("answers", 0, objection("answers.needed", key=key), text) for key, text in sorted(left.items())]
        raise AnswersError(objection("answers.blanks", count=len(left)), faults=faults)
    return contract


def generate(
    alliance_type: str,
    answers: Mapping[str, Any] | Answers,
    *,
    final: bool = False,
    shell: bytes | None = None,
    roles: Mapping[str, str] | None = None,
    pages: bool = False,
    created: datetime | None = None,
    library: Library | None = None,
    **options: Any,
) -> bytes:
    """Write a contract as a Word document.

    Takes the type id, the answers (keys of `clausekit answers TYPE`), and keyword-only: `language` ("fr", "en",
    "bilingual": two columns, that of the answer `prevailing_language` first), `governing_law` ("fr", "ew",
    "neutral"), `variants` (by clause id, "" for all), `with_`, `without` (clause ids), `final` (no blank allowed, no
    draft mark), `shell` (the bytes of a firm's own document), `roles` (the firm's style for a role, by name), `pages`
    (measure page numbers for the table of contents with LibreOffice), `created` (the document's date when the
    answers give none). Returns the bytes of a .docx; the same input gives the same bytes. Raises `AnswersError`,
    `LibraryError`, `WriteError`.
    """
    from clausekit.library.answerfiles import document_date
    from clausekit.library.answers import Answers
    from clausekit.word.write import write_docx, write_with_pages

    given = answers if isinstance(answers, Answers) else Answers(answers)
    contract, second = _contracts(alliance_type, given, final=final, library=library or load_library(), **options)
    created = document_date(given.data) or created
    if pages:
        return write_with_pages(contract, second=second, shell=shell, roles=roles, created=created)
    return write_docx(contract, second=second, shell=shell, roles=roles, created=created)


def _contracts(
    alliance_type: str, answers: Answers, *, final: bool, library: Library, **options: Any
) -> tuple[Contract, Contract | None]:
    """The contract, and the same in another language when it is to be bilingual."""
    from clausekit.drafting.bilingual import draft_pair, is_bilingual, plan_pair

    contract = draft(alliance_type, answers, final=final, library=library, **options)
    if not is_bilingual(answers, options.get("language")):
        return contract, None
    choices = {"law" if key == "governing_law" else key: value for key, value in options.items() if key != "language"}
    return draft_pair(plan_pair(library, alliance_type, answers, **choices), library, final=final)


def to_pdf(docx: bytes) -> bytes:
    """A Word document as a PDF, by LibreOffice or by the extra `pdf`.

    Raises `WriteError` with what to install when neither is there. Unlike the Word document, a PDF holds the moment
    it was made.
    """
    from clausekit.word.pages import to_pdf as convert

    return convert(docx)


def audit(
    source: Input,
    *,
    alliance_type: str = "auto",
    language: str = "auto",
    view: str = "final",
    ui_language: str = "en",
    only: tuple[str, ...] = (),
    skip: tuple[str, ...] = (),
    facts: Mapping[str, bool] | None = None,
    name: str = "",
    limits: Limits | None = None,
    library: Library | None = None,
) -> AuditReport:
    """Hold a contract against the library.

    Takes what `load_contract` takes: a path, bytes or a binary file, the `view` ("final": tracked changes accepted,
    "original": rejected) and `limits`; the alliance type and language, or "auto"; the language of the report; rules to
    run or skip; facts known otherwise (trigger id -> bool). Returns an `AuditReport`; two runs on the same
    input give equal reports. Raises `ReadError` when the document cannot be read, `AnswersError` for an unknown type.
    """
    loaded = library or load_library()
    with speaking(ui_language):
        contract, data, shown = load_contract(source, name=name, view=view, limits=limits)
    report_source = Source(shown, hashlib.sha256(data).hexdigest(), view, contract.words())
    return audit_contract(
        contract, report_source, alliance_type=alliance_type, language=language, ui_language=ui_language, only=only,
        skip=skip, facts=facts, library=loaded, origin=data,
    )  # fmt: skip


def audit_contract(
    contract: Contract,
    source: Source,
    *,
    alliance_type: str = "auto",
    language: str = "auto",
    ui_language: str = "en",
    only: tuple[str, ...] = (),
    skip: tuple[str, ...] = (),
    facts: Mapping[str, bool] | None = None,
    library: Library | None = None,
    origin: bytes = b"",
) -> AuditReport:
    """Audit a contract that is already read; arguments as for `audit`."""
    from clausekit.analysis import analyse
    from clausekit.checks import conclude, run_checks
    from clausekit.checks.case import Case
    from clausekit.mend import Mender
    from clausekit.texts import say

    loaded = library or load_library()
    _known(alliance_type, language, loaded)
    analysis = analyse(contract, loaded, alliance_type=alliance_type, language=language, triggers=facts)
    case = Case(analysis, loaded, ui_language)
    findings = run_checks(case, only=only, skip=skip)
    return AuditReport(
        tool_version=__version__,
        library_version=loaded.fingerprint,
        packs=tuple(f"{pack.id}@{pack.version}" for pack in loaded.packs),
        source=source,
        language=analysis.language,
        governing_law=analysis.law,
        alliance_type=analysis.kind,
        triggers=analysis.triggers,
        conclusion=conclude(findings),
        clauses=_in_ui_language(analysis.clauses, contract, loaded, ui_language),
        findings=findings,
        notes=(*(told(note, ui_language) for note in contract.notes), *_notes(analysis, contract, ui_language)),
        disclaimer=say("disclaimer", ui_language),
        ui_language=ui_language,
        origin=origin,
        mender=Mender(_house),
    )


def _known(alliance_type: str, language: str, library: Library) -> None:
    if alliance_type not in ("auto", "unknown") and alliance_type not in library.kinds:
        from clausekit.library.faults import nearest

        hint = nearest(alliance_type, library.kinds)
        raise AnswersError(
            objection("no_type", kind=repr(alliance_type)),
            faults=[Fault("type", 0, objection("known_types", known=", ".join(library.kinds)), hint)],
        )
    if language not in ("auto", "fr", "en"):
        raise AnswersError(objection("no_ui", language=repr(language)))


def _in_ui_language(
    clauses: tuple[ClauseVerdict, ...], contract: Contract, library: Library, language: str
) -> tuple[ClauseVerdict, ...]:
    """Titles in the report's language; for our own documents, whether a clause was edited since."""
    from dataclasses import replace

    edited: dict[str, bool] = {}
    for section in contract.sections:
        if section.tag is not None:
            edited[section.tag.clause] = section.digest() != section.tag.digest
    return tuple(
        replace(
            v, title=library.clause(v.id).title[language], edited=edited.get(v.id),
            elements=tuple(replace(e, title=library.element(e.id)[1].title[language]) for e in v.elements),
        ) for v in clauses
    )  # fmt: skip


def _notes(analysis: Any, contract: Contract, language: str) -> list[Note]:
    from clausekit.texts import say

    notes = []
    if not analysis.language.id:
        notes.append(Note("document", say("note.no_language", language)))
    if contract.words() < 50:
        notes.append(Note("document", say("note.empty", language)))
    if not analysis.law.detected:
        law = say(f"law.{analysis.law.id}", language)
        notes.append(Note("document", say("note.law_assumed", language, law=law)))
    for section in contract.sections:
        if section.tag is not None and section.heading and section.digest() != section.tag.digest:
            notes.append(Note("body", say("note.edited", language, clause=section.heading.display)))
    return notes


def is_present(verdict: ClauseVerdict) -> bool:
    """Whether the clause was recognised (a mere mention, `to_check`, is not enough)."""
    return verdict.state not in (ClauseState.ABSENT, ClauseState.TO_CHECK)
