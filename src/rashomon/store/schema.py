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
