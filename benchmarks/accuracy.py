"""How often the audit is right about strangers' contracts, against labelled corpora.

    python benchmarks/accuracy.py CORPUS [--show CLAUSE] [--every N --part K]

CORPUS is a folder with `labels.jsonl` and `text/`: contracts with document-level labels, in the French form
(`clauses: {name: bool}`) or the CUAD form (`cuad_spans`, `silver`). Prints per clause the number of positives,
precision, recall and F1 of "present" (a mere mention, `to_check`, is counted apart), and on demand each disagreement
with its quote. `--every N --part K` reads only the files whose number is K modulo N, to tune on one part and report
on another.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from clausekit import audit
from clausekit.errors import ClausekitError
from clausekit.findings import ClauseState, ElementState
from clausekit.report import AuditReport

_SAID = (ElementState.SATISFIED, ElementState.PARTIAL, ElementState.CONTRADICTED, ElementState.UNCLEAR)
# A label may be wider than a clause: any right to end is "termination", a price or its payment "price_payment".
_FRENCH = {
    "pilot_test": "pilot_test", "exit": "exit_management", "non_cannibalization": "non_cannibalization",
    "governance": "governance", "strategic_alignment": "strategic_alignment", "supplier_sla": "supplier_sla",
    "parties": "g.parties", "object": "g.object", "duration": "g.duration_renewal",
    "termination": "g.termination_breach g.duration_renewal.early_end", "confidentiality": "g.confidentiality",
    "IP": "g.ip",
    "personal_data": "g.personal_data", "liability": "g.liability", "insurance": "g.insurance",
    "force_majeure": "g.force_majeure", "assignment": "g.assignment_change_of_control",
    "entire_agreement": "g.entire_agreement", "amendment": "g.amendment", "governing_law": "g.governing_law",
    "jurisdiction": "g.dispute_resolution", "price_payment": "g.payment_terms g.financial_terms",
    "independence_of_parties": "g.independence", "exclusivity": "g.exclusivity",
    "non_solicitation_of_staff": "g.staff_non_solicitation", "audit_rights": "g.audit_records",
}  # fmt: skip


def clause(*idents: str) -> Callable[[AuditReport], str]:
    """ "yes" when one of the clauses is present, "maybe" when one is only mentioned."""

    def look(report: AuditReport) -> str:
        states = [_state(report, ident) for ident in idents]
        if any(s not in (ClauseState.ABSENT, ClauseState.TO_CHECK) for s in states):
            return "yes"
        return "maybe" if ClauseState.TO_CHECK in states else "no"

    return look


def element(*idents: str) -> Callable[[AuditReport], str]:
    """ "yes" when one of the elements is satisfied, partial, contradicted or unclear."""

    def look(report: AuditReport) -> str:
        for ident in idents:
            owner, _, name = ident.rpartition(".")
            try:
                if report.clause(owner).element(name).state in _SAID:
                    return "yes"
            except KeyError:
                continue
        return "no"

    return look


def any_of(*idents: str) -> Callable[[AuditReport], str]:
    """The best of what is said of some clauses and elements."""
    looks = [element(i) if i.removeprefix("g.").count(".") else clause(i) for i in idents]

    def look(report: AuditReport) -> str:
        said = {one(report) for one in looks}
        return "yes" if "yes" in said else "maybe" if "maybe" in said else "no"

    return look


def governance_step(*parts: str) -> Callable[[AuditReport], str]:
    """ "yes" when governance has a step of a dispute, or a body: `parts` are "element.part".

    The silver label counts escalation and mediation, not « à l'amiable » alone; the library calls the latter a partial
    mediation, so a partial element counts only with one of its parts. Nor are parties that meet a body.
    """

    def look(report: AuditReport) -> str:
        for part in parts:
            name, _, step = part.partition(".")
            verdict = report.clause("governance").element(name)
            amicable = not verdict.missing_parts or step in verdict.missing_parts
            if verdict.state in _SAID and not (verdict.state is ElementState.PARTIAL and amicable):
                return "yes"
        return "no"

    return look


def regular_meeting(report: AuditReport) -> str:
    """ "yes" when the parties review their relation, or merely meet at known intervals, in a committee or without.

    The silver label counts both; the library keeps them apart (strategic_alignment, governance).
    """
    committee = report.clause("governance").element("steering_committee")
    left = committee.missing_parts
    met = committee.state in _SAID and not (
        committee.state is ElementState.PARTIAL and (not left or ("rhythm" in left and "named" not in left))
    )
    reviewed = any_of("strategic_alignment", "governance.qbr")(report)
    return "yes" if met else reviewed


def _state(report: AuditReport, ident: str) -> ClauseState:
    try:
        return report.clause(ident).state
    except KeyError:
        return ClauseState.ABSENT


_CUAD = {
    "Non-Compete": clause("g.non_compete", "non_cannibalization"),
    "No-Solicit of Customers": clause("non_cannibalization"),
    "Exclusivity": clause("g.exclusivity"),
    "Termination for Convenience": element("g.duration_renewal.early_end"),
    "Post-Termination Services": clause("exit_management", "g.termination_consequences"),
    "IP Ownership Assignment": element("g.ip.foreground_ownership"),
    "Joint IP Ownership": element("exit_management.joint_ip_ownership"),
    "Governing Law": clause("g.governing_law"),
    "Anti-Assignment": element("g.assignment_change_of_control.assignment_rule"),
    "Change of Control": element("g.assignment_change_of_control.change_of_control_effect"),
    "Cap on Liability": element("g.liability.cap", "g.liability.excluded_losses"),
    "Audit Rights": clause("g.audit_records"),
    "Insurance": clause("g.insurance"),
    "Revenue/Profit Sharing": element("g.financial_terms.revenue_share"),
    "Minimum Commitment": element("g.financial_terms.minimum_commitment"),
    "Liquidated Damages": element("g.liability.fixed_damages"),
    "Warranty Duration": element("g.warranties.warranty_period"),
}
_SILVER = {
    "governance_body": governance_step("steering_committee.named"),  # parties that meet are not yet a body
    "dispute_escalation_or_mediation": governance_step(
        "escalation.first_level", "escalation.second_level", "mediation.third_person"
    ),
    "service_levels": clause("supplier_sla"),
    "pilot_or_trial": clause("pilot_test"),
    "periodic_review": clause("strategic_alignment"),
}
# The same label by what it was given for, beside the clause it is compared with; counts in no average.
_WIDER = {"… or any regular meeting": ("periodic_review", regular_meeting)}


@dataclass(frozen=True, slots=True)
class Outcome:
    file: str
    label: str
    truth: float
    said: str


def judge(job: tuple[str, str, dict[str, object], str]) -> list[Outcome]:
    """Audit one contract of a corpus and compare every label."""
    root, name, labels, language = job
    try:
        report = audit(Path(root) / name, language=language)
    except ClausekitError:
        return []
    found = []
    clauses = labels.get("clauses")
    if isinstance(clauses, dict):
        for label, ident in _FRENCH.items():
            found.append(Outcome(name, label, float(bool(clauses.get(label))), any_of(*ident.split())(report)))
        return found
    spans, silver = labels.get("cuad_spans") or {}, labels.get("silver") or {}
    assert isinstance(spans, dict)
    assert isinstance(silver, dict)
    for label, look in _CUAD.items():
        found.append(Outcome(name, label, float(label in spans), look(report)))
    for label, look in _SILVER.items():
        found.append(Outcome(name, label, float(silver.get(label, 0)), look(report)))
    for label, (silvered, look) in _WIDER.items():
        found.append(Outcome(name, label, float(silver.get(silvered, 0)), look(report)))
    return found


def jobs(root: Path, every: int, part: int, limit: int) -> Iterator[tuple[str, str, dict[str, object], str]]:
    lines = (root / "labels.jsonl").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines[: limit or None]):
        labels = json.loads(line)
        if number % every == part:
            french = "clauses" in labels
            name = labels["text"] if french else f"text/{labels['file']}"
            if not (root / name).exists():
                name = f"text/{Path(labels['file']).name}"
            yield str(root), name, labels, "fr" if french else "en"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--show", action="append", default=[], help="list the disagreements of this label")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--part", type=int, default=0)
    parser.add_argument("--limit", type=int, default=0)
    arguments = parser.parse_args()
    work = list(jobs(arguments.corpus, arguments.every, arguments.part, arguments.limit))
    results: dict[str, list[Outcome]] = defaultdict(list)
    with ProcessPoolExecutor(2) as pool:
        for outcomes in pool.map(judge, work, chunksize=4):
            for outcome in outcomes:
                results[outcome.label].append(outcome)
    print(f"{len(work)} contracts")
    print(f"{'label':34} {'n':>4} {'P':>5} {'R':>5} {'F1':>5}  {'false+':>6} {'false-':>6} {'mention only':>12}")
    scores: dict[str, list[float]] = {"experts' labels": [], "silver labels": []}
    for label, outcomes in results.items():
        scored = [o for o in outcomes if o.truth != 0.5]
        hit = sum(o.truth == 1 and o.said == "yes" for o in scored)
        wrong = [o for o in scored if o.truth == 0 and o.said == "yes"]
        missed = [o for o in scored if o.truth == 1 and o.said != "yes"]
        precision = hit / (hit + len(wrong)) if hit + len(wrong) else 1.0
        recall = hit / (hit + len(missed)) if hit + len(missed) else 1.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        if label not in _WIDER:
            scores["silver labels" if label in _SILVER else "experts' labels"].append(f1)
        maybe = sum(o.said == "maybe" for o in outcomes)
        count = hit + len(missed)
        print(
            f"{label:34} {count:4} {precision:5.2f} {recall:5.2f} {f1:5.2f}  {len(wrong):6} {len(missed):6} {maybe:12}"
        )
        if label in arguments.show:
            for kind, outcomes_ in (("false +", wrong), ("false -", missed)):
                for outcome in outcomes_:
                    print(f"    {kind} {outcome.file} ({outcome.said})")
    for kind, values in scores.items():
        if values:
            print(f"macro F1 {sum(values) / len(values):.3f} over {len(values)} {kind}")


if __name__ == "__main__":
    main()
