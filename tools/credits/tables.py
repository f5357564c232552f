"""How the ledger lies on disk. The SQL is plain enough for Postgres; amounts are whole hundredths of a credit."""

import sqlite3
from pathlib import Path

from tools.credits.entries import LedgerDamaged
from tools.production.model import ModeOfWork

SCHEMA = 2
TABLES = """
CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS greenlights (
  digest TEXT PRIMARY KEY, credits INTEGER NOT NULL CHECK (credits >= 0),
  given_by TEXT NOT NULL CHECK (given_by IN ('person', 'flag')), at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS greenlit_lines (
  call_key TEXT NOT NULL, digest TEXT NOT NULL REFERENCES greenlights (digest), content TEXT NOT NULL,
  model TEXT NOT NULL, provider TEXT NOT NULL, credits INTEGER NOT NULL CHECK (credits >= 0),
  PRIMARY KEY (call_key, digest));
CREATE TABLE IF NOT EXISTS calls (
  call_key TEXT PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('reserved', 'submitted', 'settled', 'released', 'unknown')),
  credits INTEGER NOT NULL CHECK (credits >= 0), provider TEXT NOT NULL, model TEXT NOT NULL, content TEXT NOT NULL,
  job_id TEXT, file TEXT, sha256 TEXT, reported INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS entries (
  number INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, call_key TEXT NOT NULL,
  credits INTEGER NOT NULL, note TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS accounts (
  number INTEGER PRIMARY KEY, at TEXT NOT NULL, provider TEXT NOT NULL, credits INTEGER NOT NULL);
"""


def opened(path: Path, mode: ModeOfWork) -> sqlite3.Connection:
    """The ledger's file, made or brought up to date. Raises LedgerDamaged when it is none, or of the other mode."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        database = sqlite3.connect(path, isolation_level=None, timeout=10, check_same_thread=False)
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        database.execute("PRAGMA foreign_keys=ON")
        database.executescript(TABLES)
        _check(database, path, mode)
    except sqlite3.DatabaseError as error:
        raise LedgerDamaged(
            f"The ledger {path} cannot be opened ({type(error).__name__}), so nothing is spent; "
            "free the disk, or restore the file from a copy."
        ) from error
    return database


def _check(database: sqlite3.Connection, path: Path, mode: ModeOfWork) -> None:
    database.execute("INSERT OR IGNORE INTO about VALUES ('mode', ?)", (mode,))
    database.execute("INSERT OR IGNORE INTO about VALUES ('schema', ?)", (str(SCHEMA),))
    known = dict(database.execute("SELECT name, value FROM about").fetchall())
    if known["mode"] != mode:
        raise LedgerDamaged(
            f"The ledger {path} is a {known['mode']} ledger, not a {mode} one; the two never mix, use another folder."
        )
    if int(known["schema"]) > SCHEMA:
        raise LedgerDamaged(f"The ledger {path} was written by a newer Greenlight; upgrade to go on with it.")
    if int(known["schema"]) < SCHEMA:
        _bring_up_to_date(database)


def _bring_up_to_date(database: sqlite3.Connection) -> None:
    """The first schema did not say which costs were the vendor's own word; they count as list prices."""
    database.execute("BEGIN IMMEDIATE")
    if "reported" not in {column[1] for column in database.execute("PRAGMA table_info(calls)")}:
        database.execute("ALTER TABLE calls ADD COLUMN reported INTEGER NOT NULL DEFAULT 0")
    database.execute("UPDATE about SET value = ? WHERE name = 'schema'", (str(SCHEMA),))
    database.execute("COMMIT")
