"""Reports for the tests of reports: one full of hostile words, and real ones."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from unittest.mock import patch

from clausekit import audit
from clausekit.library import loading
from clausekit.report import AuditReport
from click.testing import CliRunner
from tests.contracts_from_examples import EXAMPLES

CONTRACTS = EXAMPLES / "contracts"
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> {{ 7 * 7 }} {% raw %} ]]> \"' &amp; \u202e\x07 | **b** @x #1"
)
CONTRACT = f"""CONTRAT DE CO-BRANDING <b>x</b>

ARTICLE 1 – PHASE PILOTE {HOSTILE}

La phase pilote dure douze (12) mois. {HOSTILE}

En cas d'arrêt de la phase pilote, le Client verse une indemnité de rupture. {HOSTILE}

ARTICLE 2 – PRIX

Le prix est de [●] euros {HOSTILE}. Le délai est de trois (6) mois.
"""


def hostile(*, ui_language: str = "fr", **options: object) -> AuditReport:
    """A contract whose words try to be markup in every form."""
    name = '"><script>alert(3)</script>.txt'
    return audit(
        CONTRACT.encode(), name=name, alliance_type="co_branding", language="fr", ui_language=ui_language,
        **options,  # type: ignore[arg-type]
    )  # fmt: skip


def real(name: str = "partenariat_bancal", *, ui_language: str = "fr") -> AuditReport:
    """The report on one of the example contracts."""
    return audit(CONTRACTS / f"{name}.docx", ui_language=ui_language)


def command(*arguments: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The command line in this process, with the library loaded once: arguments to output and exit code."""
    from clausekit.cli.common import run
    from clausekit.cli.root import cli

    load = loading.load_library
    code = 0
    with (
        CliRunner().isolation(input=stdin) as streams,
        patch.object(sys, "argv", ["clausekit", *map(str, arguments)]),
        patch.object(loading, "load_library", lambda packs=(): _kept(load, tuple(map(str, packs)))),
        patch.dict("os.environ", {"LC_ALL": "C.UTF-8"}),
    ):
        try:
            run(cli)
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 1
    return subprocess.CompletedProcess(arguments, code, streams[0].getvalue(), streams[1].getvalue())


@cache
def _kept(load: object, packs: tuple[str, ...]) -> object:
    return load(packs)  # type: ignore[operator]
