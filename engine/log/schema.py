"""How a completion log lies in SQLite: one strict table, two indexes, three triggers; and whether they are still there.

- The statements stand here word for word: SQLite keeps them word for word, so a change to any is seen.
- The triggers stop accidents and ordinary tools: UPDATE, DELETE, and an INSERT that is not the next link of the
  chain. ``INSERT OR REPLACE`` fires no delete trigger by itself, so the insert trigger looks at number and token.
- Who owns the file can drop a trigger; the chain of hashes shows what was done afterwards (see ``verification``).
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.record import ENTRY_FIELDS, NO_HASH

#: ``tjun`` in ASCII, at byte 68 of the file: ``file`` and SQLite tools can tell whose it is.
APPLICATION_ID = 0x746A756E

#: Version of this layout, at byte 60 of the file. Older ones keep opening and verifying.
VERSION = 1

COLUMNS = ENTRY_FIELDS

TABLE = """CREATE TABLE entry (
    seq INTEGER PRIMARY KEY,
    v INTEGER NOT NULL,
    at TEXT NOT NULL,
    zone TEXT NOT NULL,
    clock_back INTEGER NOT NULL CHECK (clock_back IN (0, 1)),
    session TEXT NOT NULL,
    kind TEXT NOT NULL,
    person TEXT NOT NULL,
    role TEXT NOT NULL,
    party TEXT NOT NULL,
    meaning TEXT NOT NULL,
    identified TEXT NOT NULL,
    via TEXT NOT NULL,
    claimed_at TEXT,
    release TEXT NOT NULL,
    token TEXT NOT NULL,
    body TEXT NOT NULL,
    prev TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT"""

TOKEN = "CREATE UNIQUE INDEX entry_token ON entry (token)"  # noqa: S105 - the column, no secret

SESSION = "CREATE INDEX entry_session ON entry (session, seq, kind)"

UPDATE = """CREATE TRIGGER entry_update BEFORE UPDATE ON entry
BEGIN
    SELECT raise(abort, 'the completion log is append-only: no UPDATE');
END"""

DELETE = """CREATE TRIGGER entry_delete BEFORE DELETE ON entry
BEGIN
    SELECT raise(abort, 'the completion log is append-only: no DELETE');
END"""

INSERT = f"""CREATE TRIGGER entry_insert BEFORE INSERT ON entry
WHEN new.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM entry)
    OR new.prev IS NOT coalesce((SELECT hash FROM entry ORDER BY seq DESC LIMIT 1), '{NO_HASH}')
    OR EXISTS (SELECT 1 FROM entry WHERE token = new.token)
BEGIN
    SELECT raise(abort, 'the completion log is append-only: not the next entry');
END"""

#: Name of each object in the file → the statement that made it.
OBJECTS: Mapping[str, str] = {
    "entry": TABLE,
    "entry_token": TOKEN,
    "entry_session": SESSION,
    "entry_update": UPDATE,
    "entry_delete": DELETE,
    "entry_insert": INSERT,
}

#: What stands in ``sqlite_schema``: name and statement.
CATALOGUE = "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"


def departures(found: Mapping[str, str | None]) -> tuple[tuple[str, str], ...]:
    """What differs from ``OBJECTS``: name of the object and ``missing``, ``changed`` or ``foreign``.

    A further table or index that somebody's tool left is named too, and so is a trigger that could write.
    """
    made = [(name, "missing") for name in OBJECTS if name not in found]
    made += [(name, "changed") for name, sql in OBJECTS.items() if name in found and found[name] != sql]
    made += [(name, "foreign") for name in sorted(found) if name not in OBJECTS]
    return tuple(made)
