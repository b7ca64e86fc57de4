"""English under French law: no common-law term of art stands alone in any wording (spec: words to avoid or to map)."""

from __future__ import annotations

import re

import pytest
from clausekit import load_library

AVOID = re.compile(
    r"representations and warranties|hold harmless|liquidated damages|(?:best|reasonable) endeavours|best efforts"
    r"|time is of the essence|material breach|repudiat|joint and several|gross negligence|wilful misconduct"
    r"|without prejudice|\bin consideration (?:of|for)\b|no reliance|\bindemnif",
    re.I,
)
MAPPED = re.compile(r"\(\*|solidairement|faute lourde|faute dolosive|clause pénale|obligations? de", re.I)


@pytest.mark.parametrize("ident", sorted(load_library().folders))
def test_no_common_law_term_stands_alone_under_french_law(ident: str) -> None:
    found = []
    for block in load_library().folders[ident].wordings["en"].blocks:
        if block.laws and "fr" not in block.laws:
            continue
        found += [line for line in block.source.splitlines() if AVOID.search(line) and not MAPPED.search(line)]
    assert found == []


def test_the_words_of_the_table_are_caught() -> None:
    assert AVOID.search("The Seller shall indemnify and hold harmless the Buyer.")
    assert AVOID.search("Time is of the essence.")
    assert not AVOID.search("Each Party answers for a serious breach listed in this Article.")
