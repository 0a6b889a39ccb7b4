"""The statements that both databases understand, with ``?`` for a value; the tables stand in ``migrations``."""

INSERT_DOCUMENT = """
INSERT INTO document (id, sha256, text, publisher, title, url, published, language) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""

INSERT_EXTRACTION = "INSERT INTO extraction (document, extractor, body) VALUES (?, ?, ?)"

SELECT_ENTRY = "SELECT id, publisher, title, url, published, language, sha256 FROM document WHERE id = ?"

SELECT_KNOWN = "SELECT 1 FROM extraction WHERE document = ? AND extractor = ?"

SELECT_EXTRACTIONS = """
SELECT d.id, d.text, d.publisher, d.title, d.url, d.published, d.language, d.sha256, e.body
FROM document AS d
JOIN extraction AS e ON e.seq = (SELECT max(seq) FROM extraction WHERE document = d.id)
ORDER BY d.id
"""

SELECT_READINGS = """
SELECT d.id, d.text, d.publisher, d.title, d.url, d.published, d.language, d.sha256, e.extractor, e.body
FROM document AS d LEFT JOIN extraction AS e ON e.document = d.id
ORDER BY d.id, e.seq
"""

INSERT_DECISION = """
INSERT INTO decision (id, kind, author, time, reason, reports, others, claim, correction, undoes)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

SELECT_DECISION = "SELECT 1 FROM decision WHERE id = ?"

SELECT_DECISIONS = """
SELECT id, kind, author, time, reason, reports, others, claim, correction, undoes FROM decision ORDER BY seq
"""

INSERT_RELEASE = """
INSERT INTO release (id, name, author, time, version, sha256, bytes, previous) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""

SELECT_RELEASES = "SELECT id, name, author, time, version, sha256, bytes, previous FROM release ORDER BY seq"

SELECT_LAST_RELEASE = "SELECT id FROM release ORDER BY seq DESC LIMIT 1"

INSERT_RELEASED = "INSERT INTO release_event (release, event, change, sha256, body) VALUES (?, ?, ?, ?, ?)"

SELECT_RELEASED = "SELECT release, event, change, sha256, body FROM release_event ORDER BY seq"

SELECT_DERIVED = "SELECT body FROM derived WHERE kind = ? AND name = ?"

SELECT_DERIVED_TABLE = "SELECT name, body FROM derived WHERE kind = ? ORDER BY name"

PUT_DERIVED = """
INSERT INTO derived (kind, name, body) VALUES (?, ?, ?) ON CONFLICT (kind, name) DO UPDATE SET body = excluded.body
"""

DELETE_DERIVED = "DELETE FROM derived WHERE kind = ? AND name = ?"

SELECT_DERIVED_KEY = "SELECT name FROM derived_key WHERE kind = ? AND key = ?"

INSERT_DERIVED_KEY = "INSERT INTO derived_key (kind, key, name) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"

DELETE_DERIVED_KEY = "DELETE FROM derived_key WHERE kind = ? AND key = ? AND name = ?"

FORGET_DERIVED = ("DELETE FROM derived", "DELETE FROM derived_key")

SELECT_MARK = "SELECT program, extractions, decisions FROM derived_mark"

DELETE_MARK = "DELETE FROM derived_mark"

INSERT_MARK = "INSERT INTO derived_mark (program, extractions, decisions) VALUES (?, ?, ?)"

SELECT_LAST = "SELECT coalesce((SELECT max(seq) FROM extraction), 0), coalesce((SELECT max(seq) FROM decision), 0)"

SELECT_NEW_DOCUMENTS = "SELECT seq, document FROM extraction WHERE seq > ? ORDER BY seq LIMIT ?"

SELECT_CLAIMING = "SELECT DISTINCT document FROM extraction WHERE body LIKE ?"

SELECT_EXTRACTION = """
SELECT d.id, d.text, d.publisher, d.title, d.url, d.published, d.language, d.sha256, e.body
FROM document AS d JOIN extraction AS e ON e.document = d.id WHERE d.id = ? ORDER BY e.seq DESC LIMIT 1
"""

# Those whose rows may be too many to hold at once.
LONG = frozenset({SELECT_EXTRACTIONS, SELECT_READINGS, SELECT_DECISIONS, SELECT_RELEASED, SELECT_DERIVED_TABLE})
