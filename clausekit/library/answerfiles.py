"""Answers as they come: from YAML or JSON files and KEY=VALUE settings, each value with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from clausekit.errors import AnswersError, Fault
from clausekit.library.places import MAX_BYTES
from clausekit.library.source import Source, SourceFault, parse_source
from clausekit.objections import objection


@dataclass(frozen=True, slots=True)
class Answers:
    """Raw answers and where each of them stands; later files and --set win over earlier ones."""

    data: Mapping[str, Any]
    places: Mapping[str, tuple[Source, tuple[str | int, ...]]] = field(default_factory=dict)

    def place(self, key: str, *rest: str | int) -> tuple[str, int]:
        """File and line of a key, ("", 0) when it came from code."""
        if key not in self.places:
            return "answers", 0
        source, path = self.places[key]
        return source.path, source.line((*path, *rest))


def read_answers(paths: list[Path], settings: list[str] | None = None) -> Answers:
    """Read answers files (YAML or JSON) and KEY=VALUE settings; AnswersError lists all that is wrong."""
    faults: list[Fault] = []
    data: dict[str, Any] = {}
    places: dict[str, tuple[Source, tuple[str | int, ...]]] = {}
    for path in paths:
        source = _read(path, faults)
        if source is not None:
            for key, value in (source.data or {}).items():
                data[str(key)], places[str(key)] = value, (source, (key,))
    for number, setting in enumerate(settings or []):
        key, mark, text = setting.partition("=")
        if not mark or not key:
            faults.append(Fault("--set", 0, objection("not_key_value", setting=repr(setting))))
            continue
        try:
            source = parse_source(text, f"--set {key}")
        except SourceFault:
            source = Source(f"--set {key}", text, {(): number + 1})
        _put(data, key.split("."), _meant(source.data, text))
        places.setdefault(key.split(".")[0], (source, ()))
    if faults:
        raise AnswersError(objection("answers.unreadable"), faults=faults)
    return Answers(data, places)


def _read(path: Path, faults: list[Fault]) -> Source | None:
    name = str(path)
    if not path.exists():
        faults.append(Fault(name, 0, objection("no_file")))
        return None
    if path.is_dir():
        faults.append(Fault(name, 0, objection("folder")))
        return None
    try:
        if path.stat().st_size > MAX_BYTES:
            raise SourceFault(Fault(name, 0, objection("large_file")))
        source = parse_source(path.read_text(encoding="utf-8-sig"), name)
    except SourceFault as error:
        faults.append(error.fault)
        return None
    except (OSError, UnicodeDecodeError):
        faults.append(Fault(name, 0, objection("not_text"), objection("yaml_or_json")))
        return None
    if source.data is not None and not isinstance(source.data, dict):
        faults.append(Fault(name, 1, objection("mapping")))
        return None
    return source


def _meant(value: Any, text: str) -> Any:
    """A setting's value: what YAML makes of it, but « Rue : 3 » is text unless it stands in brackets."""
    if value is None or (isinstance(value, dict | list) and text.lstrip()[:1] not in ("{", "[")):
        return text
    return value


def _put(data: dict[str, Any], keys: list[str], value: Any) -> None:
    for key in keys[:-1]:
        inner = data.get(key)
        data[key] = dict(inner) if isinstance(inner, dict) else {}
        data = data[key]
    data[keys[-1]] = value


def document_date(answers: Mapping[str, Any]) -> datetime | None:
    """The document's date: the signature date of the answers, else their effective date."""
    for key in ("signature_date", "effective_date"):
        value = answers.get(key)
        if isinstance(value, datetime):
            return value.replace(tzinfo=UTC)
        if isinstance(value, date):
            return datetime.combine(value, time(), UTC)
    return None
