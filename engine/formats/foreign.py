"""What a file is when it is no text table: told by its first bytes, whatever its name says."""

from __future__ import annotations

import codecs
import re

_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"{\\rtf", "rtf"),
    (b"SQLite format 3\0", "sqlite"),
    (b"PAR1", "parquet"),
)
#: As many bytes are decoded at once.
_PIECE = 1024 * 1024
#: Of this share of its bytes at least, text in UTF-16 has zeros: separators and line ends alone make more.
_WIDE = 0.05
#: The name of what is inside a workbook with a password.
_LOCKED = "EncryptedPackage".encode("utf-16-le")
#: How ISO-2022-JP turns to Japanese and back, in bytes that are all ASCII.
_JIS = re.compile(rb"\x1b\$[@B][!-~]+\x1b\([BJ]")
#: How the files within a workbook begin; where its end is missing, they are all that tells it from another archive.
_BOOK = re.compile(rb"PK\x03\x04.{26}(\[Content_Types\]|docProps/|xl/)", re.DOTALL)
_HTML = re.compile(rb"\s*(<!doctype html|<html|<head|<script|<table|<\?xml|<!--)", re.IGNORECASE)
_JSON = re.compile(rb'\s*(\{\s*"|\[\s*[{"\[])')


def foreign(data: bytes) -> str | None:
    """What this is, as the code ``format.foreign_<it>`` (its hyphens left out); None when it may be a text table."""
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(data)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "locked" if _LOCKED in data[:_PIECE] else "xls"
    if data.find(b"\x1b", 0, _PIECE) >= 0 and _JIS.search(data[:_PIECE]):  # one byte is found far faster than two
        return "jis"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image"
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning) and (beginning != b"BM" or b"\0" in head[:32]):
            return kind
    if _HTML.match(head):
        return "xml" if head.lstrip()[:5].lower() == b"<?xml" else "html"
    if _JSON.match(head) and (b'":' in head or b'" :' in head):
        return "json"
    return None


def wide(data: bytes) -> str | None:
    """``utf-16`` or ``utf-32`` by byte order mark; ``utf-16-le`` or ``-be`` where zeros stand at every other byte."""
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return "utf-32"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    head = data[:4096]
    if b"\0" not in head:
        return None
    first, second = head[0::2].count(0), head[1::2].count(0)
    if min(first, second) or max(first, second) < _WIDE * len(head):
        return None
    codec = "utf-16-le" if second else "utf-16-be"
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        for start in range(0, len(data), _PIECE):
            decoder.decode(data[start : start + _PIECE], final=start + _PIECE >= len(data))
    except UnicodeDecodeError:
        return None
    return codec


def _package(data: bytes) -> str:
    from io import BytesIO
    from zipfile import BadZipFile, ZipFile

    try:
        names = ZipFile(BytesIO(data)).namelist()
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        return "cutbook" if _BOOK.search(data[:_PIECE]) else "zip"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if any(name.startswith("word/") for name in names):
        return "docx"
    return "ods" if "content.xml" in names else "zip"
