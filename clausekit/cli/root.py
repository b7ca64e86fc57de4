"""The `clausekit` command: finds its sub-commands by name and imports only the one that is called."""

from __future__ import annotations

import gc
import importlib
from typing import Any

import click

from clausekit import __version__
from clausekit.errors import ClausekitError

COMMANDS = {
    "generate": "Write a contract of an alliance type as a Word document.",
    "audit": "Say which clauses and elements a contract has, misses or contradicts.",
    "compare": "Say which findings are closed, new or unchanged between two versions of a contract.",
    "answers": "Print an answers file to fill in for a type.",
    "read": "Show what was read of a document, with its displayed numbers.",
    "recommend": "Say which alliance type your answers point to, and why.",
    "clauses": "List, show and check the clauses of the library.",
    "types": "List and show the alliance types.",
    "explain": "Say what a rule or an element is about.",
}
# What is loaded, read and drafted stays until the end: looking for garbage among it costs a fifth of the time.
COLLECT = (500_000, 20, 20)


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"clausekit.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Known errors leave in the language of the messages."""
        try:
            return super().invoke(ctx)
        except ClausekitError as error:
            raise error.in_language(str(ctx.obj)) from error.__cause__

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="clausekit")
@click.option("--ui-language", type=click.Choice(["fr", "en"]), help="Language of messages and reports.")
@click.pass_context
def cli(ctx: click.Context, ui_language: str | None) -> None:
    """Write alliance contracts from a clause library, and audit anybody's contract against the same clauses."""
    from clausekit.cli.common import ui

    ctx.obj = ui(ui_language)


def main() -> None:
    """Run the command line; every known error is one message and exit code 2, anything else code 3."""
    from clausekit.cli.common import run

    gc.set_threshold(*COLLECT)
    run(cli)
