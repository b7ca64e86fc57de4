"""Values still to be filled in: brackets, dots, underscores, TBD, {{names}}, XXX, empty content controls."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clausekit.checks.case import Case
from clausekit.checks.lines import Line, lines, place, report
from clausekit.findings import Finding
from clausekit.language.patterns import later
from clausekit.language.text import holds
from clausekit.model import MarkKind

MOST = 12
_NO_BLANK = (  # what stands between brackets and is no gap: redactions, filing notes, editors' marks
    r"(?:confidential|confidentiel|redacted|caviard|omitted|omis|intentionally|reserved|réservé|signatures?\b"
    r"|remainder"
    r"|rest of|page|end of|fin d|seal\b|sic\b|logo|sceau|the remainder|portions?|certain|cachet|execution|suite"
    r"|image|next page|"
    r"table|figure|photo|schéma|separate|this space|counterpart|nota|ntd|note|drafting|comment|option|alternative"
    r"|variante|"
    r"lien|masqué|illegible|illisible|deleted|supprimé|[^\[\]]*\b(?:removed|retirée?s?)\b|abrogé|translat|traduction|unofficial|[^\[\]]*\blogo\b"
    r"|anonymis|link|http|citation|missing|material|information)"
)
_LETTERS = r"A-Za-zÀ-ÖØ-öø-ÿ"
_BLANK = later(
    rf"""
    \[[ \u00a0]*[•●▪…_.–xX?-]+(?:[ \u00a0/]*[•●▪…_.–xX?-]+)*[ \u00a0]*[€%$£]?[ \u00a0]*\]  # [●] [__/__]
  | \[[ \u00a0]*(?!(?i:{_NO_BLANK}))[{_LETTERS}][^\[\]\d.;]{{2,60}}\](?!\()          # [Nom du client], no link
  | \[[^\[\]]{{0,60}}(?i:à[ ]compléter|a[ ]completer|à[ ]définir|à[ ]préciser|à[ ]insérer|to[ ]be[ ](?:completed|
      confirmed|inserted|determined|agreed|defined)|\binsert\b|\binsérer\b|\bspecify\b|\bpréciser\b|●|•)[^\[\]]{{0,60}}\]
  | \{{\{{[^{{}}]{{1,80}}\}}\}}
  | (?<![{{$\w])\{{[A-Za-z]\w{{2,40}}(?:\.\w{{1,40}})?\}}(?!\}})
  | \$\{{[^{{}}]{{1,60}}\}} | <<\w[^<>]{{0,50}}\w>>
  | <(?!/)(?i:insert|insérer|nom|name|date|client|société|company|montant|amount|adresse|address)\b[^<>@=/]{{0,50}}>
  | (?<!_)_{{3,}}(?!_)
  | (?<![.\d])\.{{5,}}(?!\.*\s*\d) | …{{2,}} | «[ \u00a0]*[.…_]+[ \u00a0]*»
  | \b(?:TBD|TBC|TBA)\b
  | \b(?:À|A)[ \u00a0](?:COMPLÉTER|COMPLETER|DÉFINIR|DEFINIR|PRÉCISER|PRECISER|DÉTERMINER)\b
  | \bTO[ ]BE[ ](?:COMPLETED|CONFIRMED|DETERMINED|DEFINED|INSERTED|AGREED)\b
  | \((?i:à[ ]compléter|à[ ]définir|à[ ]préciser|à[ ]déterminer|to[ ]be[ ](?:completed|confirmed|determined|inserted))\)
  | :[ \u00a0]*(?i:à[ ](?:compléter|définir|préciser|déterminer)|to[ ]be[ ](?:completed|confirmed|determined|inserted))
      (?=[ \u00a0]*[.;]?$)
  | \bX{{3,}}\b | \bXX(?:[/.-]XX)+(?:[/.-](?:20)?[X\d]{{2,4}})?\b
  | (?<!\w)XX(?=[ \u00a0]?(?:€|%|euros?|jours|mois|ans|days|months)\b)
  | \b20(?:XX|__|\.\.)
  | (?i:click[ ]or[ ]tap[ ](?:here|to)[^.]{{0,30}}|click[ ]here[ ]to[ ]enter[^.]{{0,20}}
      |cliquez[ ](?:ou[ ]appuyez[ ])?ici[ ]pour[^.]{{0,30}}
      |choose[ ]an[ ]item|choisissez[ ]un[ ]élément)
  | (?i:lorem[ ]ipsum)
    """,
    re.VERBOSE,
)
_SIGNS = later(
    r"[\[{<]|__|…{2}|\.{5}|« ?[._…]|\bTB[DCAU]\b|XX|20(?:__|\.\.)|\b[ÀA] (?:COMP|DÉF|DEF|PRÉ|PRE|DÉT)"
    r"|[ÀàAa] (?:compl|défin|préc|déterm)"
    r"|[Tt]o be (?:comp|conf|ins|det)|TO BE |[Cc]lick|[Cc]liquez|[Cc]hoose an|[Cc]hoisissez|[Ll]orem"
)
_MARKS = (  # one of which, or of the capitals, every sign has
    "[", "{", "<", "__", "……", ".....", "«", "tbd", "tbc", "tba", "tbu", "xx", "20..", "à compl", "à défin", "à préc",
    "à déterm", "a compl", "a défin", "a préc", "a déterm", "to be comp", "to be conf", "to be ins", "to be det",
    "click", "cliquez", "choose an", "choisissez", "lorem",
)  # fmt: skip
_CAPITALS = ("TO BE ", "À COMP", "A COMP", "À D", "A D", "À PR", "A PR")
_ROMAN = later(r"(?:article|title|titre|chapitre|chapter|part|partie|section|annexe?|schedule|louis|bowl)\s*$", re.I)
_SIGNED_BY_HAND = later(
    r"\b(?:signature|signé|signed|fait (?:à|en)|date|nom|prénom|name|title|titre|qualité|fonction|by|par|lieu"
    r"|place|initials"
    r"|paraphe|cachet|its|witness|address|adresse|attest|position|attention|tél|phone|fax|e-?mail|courriel|dated)\b",
    re.IGNORECASE,
)
_SIGNER = later(r"(?:\bBy|\bIts|\bName|\bTitle|\bNom|\bQualité|\bFonction)\s*:?\s*$")
_SIGNED = later(r"in witness whereof|en foi de quoi|\bfait (?:à|en)\b|\bby\s*:?\s*$|/s/", re.IGNORECASE)
_CITED = later(
    r"(?:\d|\d ?\([a-z]\)|\b(?:ARTICLE|Article|SECTION|Section) [IVXL]+)\s*$"
)  # "Section 2.2 [RESTRICTIONS ON COMMUNICATIONS]" names an article
_BOX = later(r"(?:\[\s*[xX]?\s*\]|\(\s*[xX]?\s*\)|☐|☒)\s")
_TICKED = later(r"(?:\[\s*[xX]\s*\]|\(\s*[xX]\s*\)|☒)\s")
_NAMELESS = later(r"[\W\d_]*")


def check(case: Case) -> Iterator[Finding]:
    """Values still to be filled in, as one finding; signature lines, forms, tables of contents have none."""
    found = [(line, span) for line in lines(case) for span in blanks(line)]
    if not found:
        return
    first, span = found[0]
    one_each = {line.anchor.paragraph: (line, at) for line, at in reversed(found[1:]) if line is not first}
    details = tuple(place(*one_each[paragraph]) for paragraph in sorted(one_each)[:MOST])
    shown = first.text[slice(*span)]
    yield report(case, "placeholder_left", first, span, details=details, literal=shown, values={"count": len(found)})


def blanks(line: Line) -> list[tuple[int, int]]:
    """Where something is still to be filled in, as places in the line's text; [] for what is filled in by hand."""
    if line.signing or line.form or (_BOX.match(line.text) and not _TICKED.match(line.text)):
        return []
    marked = [(m.start, m.end) for m in line.paragraph.marks if m.kind is MarkKind.BLANK]
    marked_out = holds(line.text, _MARKS) or any(capitals in line.text for capitals in _CAPITALS)
    signs = marked_out and _SIGNS.search(line.text)
    typed = [m.span() for m in _BLANK.finditer(line.text) if _counts(line, m)] if signs else []
    found = sorted({*marked, *(span for span in typed if not any(_meets(span, other) for other in marked))})
    return [] if found and _by_hand(line, found) else found


def _meets(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span[0] < other[1] and other[0] < span[1]


def _counts(line: Line, match: re.Match[str]) -> bool:
    written = match[0]
    if match.start() == 0 and _TICKED.match(line.text):
        return False
    if set(written) <= {"X"}:
        return not _ROMAN.search(line.text[: match.start()]) and match.start() > 0
    if set(written) <= set("_.… "):
        if written[0] == "." and match.end() == len(line.text) and line.text.isupper():
            return False  # a line of a table of contents without its page
        return not _NAMELESS.fullmatch(line.text) and not _SIGNED.search(line.text, 0, match.start())
    return not (written.startswith("[") and _CITED.search(line.text, 0, match.start()))


def _by_hand(line: Line, found: list[tuple[int, int]]) -> bool:
    """A line of a form (« Nom : ____ ») that is filled in by hand: a label of signing, and nothing but blanks."""
    text = line.text
    if any(not set(text[start:end]) <= set("_.… []") for start, end in found):
        return False
    if sum(_SIGNER.search(text, 0, start) is not None for start, _ in found) * 2 >= len(found):
        return True  # « By ____ Its ____ », however much else the line holds
    words = text
    for start, end in reversed(found):
        words = words[:start] + words[end:]
    return len(words.strip()) < 80 and _SIGNED_BY_HAND.search(words) is not None
