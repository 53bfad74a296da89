"""Finding entries again: the list of sessions, and simple filters.

- A session's playbook is what its first entry's body names as ``playbook`` (an id, or a map with an ``id``).
- A session is closed when it has an entry of a kind that ends it.
- An SKU or an outcome is looked for as a whole JSON text anywhere in the body. The keys of findings lie in kept files;
  those are looked through too when they are handed in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from unicodedata import normalize

from engine import clock
from engine.kept import Kept
from engine.log.chain import entry, selected
from engine.log.door import Door
from engine.record import ENDING, Entry

_PAGE = 500

_PLAYBOOK = """CASE WHEN json_valid({0}.body) THEN coalesce(
    json_extract({0}.body, '$.playbook.id'), json_extract({0}.body, '$.playbook'), '') ELSE '' END"""

_TITLE = "CASE WHEN json_valid({0}.body) THEN coalesce(json_extract({0}.body, '$.title'), '') ELSE '' END"

#: A file may be refused though no check of it failed: it cannot be read, or was handed in before.
_REFUSED = """ OR (kind = 'received' AND instr(body, '"accepted":false'))"""
_FINDINGS = re.compile(r'"findings":"([0-9a-f]{64})"')

_SESSIONS = f"""
WITH line AS (
    SELECT session, min(seq) AS first, max(seq) AS last, count(*) AS entries,
        max(kind IN ({", ".join(f"'{kind}'" for kind in ENDING)})) AS closed
    FROM entry WHERE session <> '' GROUP BY session
)
SELECT line.session, {_PLAYBOOK.format("b")}, b.at, b.person, e.at, e.kind, e.person, line.entries, line.last,
    line.closed, {_TITLE.format("b")}
FROM line JOIN entry AS b ON b.seq = line.first JOIN entry AS e ON e.seq = line.last
WHERE {{}} ORDER BY line.first DESC"""


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session as the log's list shows it.

    ``newest`` is the number of its last entry, ``title`` what its playbook was called when it began, in Japanese.
    """

    session: str
    playbook: str
    begun_at: str
    begun_by: str
    last_at: str
    last_kind: str
    last_by: str
    entries: int
    newest: int
    closed: bool
    title: str


def sessions(
    door: Door,
    since: datetime | None = None,
    until: datetime | None = None,
    person: str | None = None,
    playbook: str | None = None,
    *,
    closed: bool | None = None,
) -> tuple[SessionLine, ...]:
    """Sessions that fit all that is given, the newest first; a period fits when the session went on in it."""
    wanted: dict[str, str | int | None] = {
        "e.at >= ?": clock.text(since) if since else None,
        "b.at < ?": clock.text(until) if until else None,
        "EXISTS (SELECT 1 FROM entry AS p WHERE p.session = line.session AND p.person = ?)": (
            person and normalize("NFC", person)
        ),
        f"{_PLAYBOOK.format('b')} = ?": playbook,
        "line.closed = ?": None if closed is None else int(closed),
    }
    given = {condition: value for condition, value in wanted.items() if value is not None}
    sql = _SESSIONS.format(" AND ".join(given) or "true")
    return tuple(SessionLine(*(*row[:9], bool(row[9]), str(row[10]))) for row in door.rows(sql, list(given.values())))


def search(
    door: Door,
    since: datetime | None,
    until: datetime | None,
    person: str | None,
    playbook: str | None,
    sku: str | None,
    kind: str | None,
    outcome: str | None,
    kept: Kept | None,
) -> Iterator[Entry]:
    """Entries that fit all that is given, in their order."""
    refused = _REFUSED if outcome == "failed" else ""
    wanted: dict[str, str | None] = {
        "at >= ?": clock.text(since) if since else None,
        "at < ?": clock.text(until) if until else None,
        "person = ?": person and normalize("NFC", person),
        "kind = ?": kind,
        f"""session IN (
            SELECT f.session FROM entry AS f JOIN (SELECT min(seq) AS seq FROM entry GROUP BY session) USING (seq)
            WHERE {_PLAYBOOK.format("f")} = ?)""": playbook,
        f"(instr(body, ?){refused})": f'"outcome":{json.dumps(outcome)}' if outcome else None,
    }
    key = json.dumps(normalize("NFC", sku), ensure_ascii=False) if sku else ""
    if key:
        wanted["(instr(body, ?)" + (""" OR instr(body, '"findings":"'))""" if kept else ")")] = key
    given = {condition: value for condition, value in wanted.items() if value is not None}
    where = " AND ".join(["seq > ?", *given])
    after = 0
    while True:
        page = door.rows(
            f"SELECT {selected()} FROM entry WHERE {where} ORDER BY seq LIMIT {_PAGE}", [after, *given.values()]
        )
        yield from (entry(row) for row in page if key in row[16] or (kept and _finds(key, row[16], kept)))
        if len(page) < _PAGE:
            return
        after = page[-1][1]


def _finds(key: str, body: str, kept: Kept) -> bool:
    """Whether a finding of this entry has the key, a JSON text. A file that is missing or damaged finds nothing."""
    sought = f'"key":{key},'.encode()
    return any(kept.problem(sha) is None and sought in kept.get(sha) for sha in _FINDINGS.findall(body))
