"""Write a package again with some parts changed; every other entry keeps its very bytes, order and dates."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from clausekit.refusals import read_error

_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_LOCAL_SIZE = 30
_DESCRIPTOR = 0x8  # sizes stand behind the data: we write them before it
_ZIP64 = 0x0001  # sizes of more than 4 GB: never in what our limits let in
_UTF8 = 0x800


def rewrite(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """`data`, a zip archive, with the parts of `changed` replaced or added at its end.

    The compressed bytes of all other entries are copied as they stand. The same input gives the same bytes.
    """
    waiting = dict(changed)
    out = io.BytesIO()
    records: list[bytes] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos, note = archive.infolist(), archive.comment
        for info in infos:
            part = info.filename.replace("\\", "/").lstrip("/")
            fresh = waiting.pop(part, None)
            packed = _raw(data, info) if fresh is None else _pack(info, fresh)
            records.append(_write(out, info, packed))
    except (zipfile.BadZipFile, struct.error, zlib.error) as error:
        raise read_error("damaged", "zip") from error
    for part in sorted(waiting):
        records.append(_write(out, *_new(part, waiting[part], infos)))
    start = out.tell()
    out.write(b"".join(records))
    size = out.tell() - start
    out.write(struct.pack("<4s4H2LH", _END, 0, 0, len(records), len(records), size, start, len(note)) + note)
    return out.getvalue()


def _raw(data: bytes, info: zipfile.ZipInfo) -> bytes:
    """The compressed bytes of an entry."""
    head = data[info.header_offset : info.header_offset + _LOCAL_SIZE]
    if head[:4] != _LOCAL:
        raise zipfile.BadZipFile("no local header")
    name, extra = struct.unpack("<2H", head[26:30])
    start = info.header_offset + _LOCAL_SIZE + name + extra
    return data[start : start + info.compress_size]


def _pack(info: zipfile.ZipInfo, content: bytes) -> bytes:
    """Compress new content for an entry; the entry takes its sizes and checksum."""
    info.compress_type = zipfile.ZIP_DEFLATED
    info.CRC, info.file_size = zlib.crc32(content), len(content)
    deflate = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = deflate.compress(content) + deflate.flush()
    info.compress_size = len(packed)
    return packed


def _new(part: str, content: bytes, infos: list[zipfile.ZipInfo]) -> tuple[zipfile.ZipInfo, bytes]:
    """An entry for a part that was not there, dated like the first one."""
    info = zipfile.ZipInfo(part, infos[0].date_time if infos else (1980, 1, 1, 0, 0, 0))
    info.create_system = 0
    return info, _pack(info, content)


def _write(out: io.BytesIO, info: zipfile.ZipInfo, packed: bytes) -> bytes:
    """Write header and data of an entry; return its record for the directory at the end."""
    flags = info.flag_bits & ~_DESCRIPTOR
    try:
        name = info.orig_filename.encode("utf-8" if flags & _UTF8 else "cp437")
    except UnicodeEncodeError:
        name, flags = info.orig_filename.encode("utf-8"), flags | _UTF8
    year, month, day, hour, minute, second = info.date_time
    common = struct.pack(
        "<5H3L2H", info.extract_version, flags, info.compress_type, hour << 11 | minute << 5 | second // 2,
        (year - 1980) << 9 | month << 5 | day, info.CRC, len(packed), info.file_size, len(name), 0,
    )  # fmt: skip
    offset = out.tell()
    out.write(_LOCAL + common + name + packed)
    extra = b"".join(_fields(info.extra))
    return (
        _CENTRAL
        + struct.pack("<2B", info.create_version, info.create_system)
        + common[:-2]
        + struct.pack("<4H2L", len(extra), len(info.comment), 0, info.internal_attr, info.external_attr, offset)
        + name
        + extra
        + info.comment
    )


def _fields(extra: bytes) -> Iterator[bytes]:
    """The extra fields of an entry that still hold once it is written again."""
    while len(extra) >= 4:
        kind, size = struct.unpack("<2H", extra[:4])
        if kind != _ZIP64:
            yield extra[: 4 + size]
        extra = extra[4 + size :]
