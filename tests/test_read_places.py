"""Recall per place of text: one synthetic file a place, every word of it found; what is gone or hidden is not."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable

import pytest
from clausekit.model import Contract
from clausekit.word.read import read_docx

from making import docx, p, r, style, table

LINES = 80
MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
Body = Callable[[str], str]


def sentences(seed: str) -> list[str]:
    """Sentences of made-up words, so that none is found by chance."""
    chance = random.Random(seed)
    letters = "abcdefghijklmnopqrstuvwxyzéèàçôœ"
    words = ["".join(chance.choices(letters, k=chance.randint(3, 11))) for _ in range(LINES * 9)]
    return [" ".join(words[k : k + 9]) + "." for k in range(0, len(words), 9)]


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def everything(contract: Contract) -> Counter[str]:
    sections = (*contract.front, *contract.sections, *contract.asides)
    return words("\n".join(q.display for section in sections for q in section.paragraphs()))


def sdt(content: str) -> str:
    return f'<w:sdt><w:sdtPr><w:alias w:val="Champ"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'


def field(code: str, result: str) -> str:
    begin, separate, end = (MARK.format(kind) for kind in ("begin", "separate", "end"))
    return f"{begin}<w:r><w:instrText> {code} </w:instrText></w:r>{separate}{r(result)}{end}"


def inside(tag: str, attributes: str = "") -> Body:
    return lambda text: p(f"<w:{tag} {attributes}>{r(text)}</w:{tag}>")


def halves(text: str) -> str:
    """A word cut between two runs, with a tab and a line break elsewhere."""
    middle = len(text) // 2
    first, second = text[:middle], text[middle:]
    return p(r(first) + r(second, "<w:b/>"))


def box(text: str, *, old: bool = False) -> str:
    content = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    drawing = f"<w:drawing><wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></w:drawing>"
    picture = f"<w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"
    if old:
        return p(f"<w:r>{picture}</w:r>")
    both = f'<mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback>{picture}</mc:Fallback>'
    return p(f"<w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r>")


PLACES: dict[str, Body] = {
    "body": p,
    "runs": halves,
    "table": lambda text: table(("Mois", text)),
    "nested table": lambda text: table((p("avant") + table((text,)) + p(),)),
    "row in a control": lambda text: f"<w:tbl>{sdt(f'<w:tr><w:tc>{p(text)}</w:tc></w:tr>')}</w:tbl>",
    "cell in a control": lambda text: f"<w:tbl><w:tr>{sdt(f'<w:tc>{p(text)}</w:tc>')}</w:tr></w:tbl>",
    "block control": lambda text: sdt(p(text)),
    "inline control": lambda text: p(r("Le ") + sdt(r(text))),
    "control in a control": lambda text: sdt(sdt(p(sdt(r(text))))),
    "insertion": inside("ins", 'w:id="1" w:author="A"'),
    "inserted paragraph": lambda text: p(f'<w:ins w:id="1">{r(text)}</w:ins>', '<w:rPr><w:ins w:id="2"/></w:rPr>'),
    "move": inside("moveTo", 'w:id="1" w:author="A"'),
    "hyperlink": inside("hyperlink", 'w:anchor="a"'),
    "simple field": inside("fldSimple", 'w:instr=" DATE "'),
    "complex field": lambda text: p(field("MERGEFIELD x", text)),
    "field over paragraphs": lambda text: (
        p(MARK.format("begin") + "<w:r><w:instrText> INCLUDETEXT x </w:instrText></w:r>" + MARK.format("separate"))
        + p(text) + p(MARK.format("end"))
    ),
    "field in a link": lambda text: p(f"<w:hyperlink>{field('REF x', text)}</w:hyperlink>"),
    "smart tag": lambda text: p(f"<w:smartTag><w:smartTag>{r(text)}</w:smartTag></w:smartTag>"),
    "custom XML": lambda text: f"<w:customXml>{p(f'<w:customXml>{r(text)}</w:customXml>')}</w:customXml>",
    "text direction": lambda text: p(f"<w:dir><w:bdo>{r(text)}</w:bdo></w:dir>"),
    "text box": box,
    "old text box": lambda text: box(text, old=True),
    "box in a table": lambda text: f"<w:tbl><w:tr><w:tc>{box(text)}</w:tc></w:tr></w:tbl>",
    "deleted mark": lambda text: p(text + " ", '<w:rPr><w:del w:id="1"/></w:rPr>'),
    "formula": lambda text: p(f"<m:oMathPara><m:oMath><m:r><m:t>{text}</m:t></m:r></m:oMath></m:oMathPara>"),
    "ruby": lambda text: p(f"<w:r><w:ruby><w:rt>{r('x')}</w:rt><w:rubyBase>{r(text)}</w:rubyBase></w:ruby></w:r>"),
}  # fmt: skip


def recall(expected: Counter[str], found: Counter[str]) -> float:
    return (expected & found).total() / expected.total()


@pytest.mark.parametrize("place", PLACES)
def test_every_word_of_a_place_is_read_once(place: str) -> None:
    lines = sentences(place)
    contract = read_docx(docx("".join(PLACES[place](line) for line in lines) + p("Fait à Lyon.")))
    expected = words(" ".join(lines))
    body = words("\n".join(q.text for q in contract.paragraphs()))
    assert recall(expected, body) >= 0.99
    assert max((body & expected).values()) <= max(expected.values()), "text read twice"


NOTE = '<w:{0} w:id="{1}">{2}</w:{0}>'
REFER = '<w:r><w:{}Reference w:id="{}"/></w:r>'
ENDS = '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>'


@pytest.mark.parametrize("kind", ["footnote", "endnote", "comment", "header", "footer"])
def test_every_word_beside_the_body_is_read(kind: str) -> None:
    lines = sentences(kind)
    if kind in ("header", "footer"):
        more = {f"{kind}1": "".join(map(p, lines[:40])) + table(*((line,) for line in lines[40:]))}
        body = p("Fait à Lyon.") + ENDS.replace("header", kind)
    else:
        notes = "".join(NOTE.format(kind, k, p(line)) for k, line in enumerate(lines))
        more = {f"{kind}s": notes}
        body = "".join(p(r("a") + REFER.format(kind, k)) for k in range(len(lines)))
    contract = read_docx(docx(body, more))
    assert recall(words(" ".join(lines)), everything(contract)) >= 0.99


HIDDEN = style("C", "caché", "<w:rPr><w:vanish/></w:rPr>", "character")
HIDDEN += style("P", "caché aussi", "<w:rPr><w:vanish/></w:rPr>")
GONE: dict[str, Body] = {
    "deletion": lambda text: p(f'<w:del w:id="1"><w:r><w:delText>{text}</w:delText></w:r></w:del>'),
    "deletion that says w:t": lambda text: p(f'<w:del w:id="1">{r(text)}</w:del>'),
    "deletion in an insertion": lambda text: p(f'<w:ins w:id="1"><w:del w:id="2">{r(text)}</w:del></w:ins>'),
    "move away": lambda text: p(f'<w:moveFrom w:id="1">{r(text)}</w:moveFrom>'),
    "deleted row": lambda text: f'<w:tbl><w:tr><w:trPr><w:del w:id="1"/></w:trPr><w:tc>{p(text)}</w:tc></w:tr></w:tbl>',
    "hidden run": lambda text: p(r(text, "<w:vanish/>")),
    "hidden by a style": lambda text: p(r(text, '<w:rStyle w:val="C"/>')),
    "hidden paragraph style": lambda text: p(text, '<w:pStyle w:val="P"/>'),
    "field code": lambda text: p(field(f"IF {text}", "oui")),
    "fallback": lambda text: p(
        f'<mc:AlternateContent><mc:Choice Requires="wps">{r("a")}</mc:Choice>'
        f"<mc:Fallback>{r(text)}</mc:Fallback></mc:AlternateContent>"
    ),
    "old properties": lambda text: p(r("a") + f'<w:rPrChange w:id="1"><w:rPr/>{r(text)}</w:rPrChange>'),
}  # fmt: skip


@pytest.mark.parametrize("place", GONE)
def test_nothing_that_is_gone_or_hidden_is_read(place: str) -> None:
    lines = sentences(place)
    data = docx("".join(GONE[place](line) for line in lines) + p("Fait à Lyon."), {"styles": HIDDEN})
    contract = read_docx(data)
    assert not everything(contract) & words(" ".join(lines))
    assert "Lyon" in everything(contract)


def form_field(code: str, data: str) -> str:
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
    return f"{begin}<w:r><w:instrText> {code} </w:instrText></w:r>{MARK.format('separate')}{MARK.format('end')}"


@pytest.mark.parametrize(
    ("state", "shown"),
    [('<w:default w:val="0"/><w:checked/>', "☒"), ('<w:default w:val="1"/><w:checked w:val="0"/>', "☐"),
     ("<w:default/>", "☒"), ("", "☐")],
)  # fmt: skip
def test_a_check_box_of_an_old_form_shows_whether_it_is_checked(state: str, shown: str) -> None:
    box = form_field("FORMCHECKBOX", f"<w:checkBox>{state}</w:checkBox>")
    (paragraph,) = read_docx(docx(p(box + r(" exclusive")))).paragraphs()
    assert paragraph.text == f"{shown} exclusive"


def test_a_drop_down_list_of_an_old_form_shows_what_was_chosen() -> None:
    entries = "".join(f'<w:listEntry w:val="{name}"/>' for name in ("exclusive", "non exclusive"))
    chosen = form_field("FORMDROPDOWN", f'<w:ddList><w:result w:val="1"/>{entries}</w:ddList>')
    astray = form_field("FORMDROPDOWN", f'<w:ddList><w:result w:val="9"/>{entries}</w:ddList>')
    contract = read_docx(docx(p(r("Licence ") + chosen) + p(r("Licence ") + astray)))
    assert [paragraph.text for paragraph in contract.paragraphs()] == ["Licence non exclusive", "Licence"]
