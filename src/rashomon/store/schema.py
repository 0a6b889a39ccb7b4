"""The tables of a ledger file, and the marks that tell it from any other SQLite file."""

APPLICATION_ID = 0x5261_7368  # "Rash" in ASCII; SQLite keeps it at byte 68 of the file
SCHEMA_VERSION = 1  # goes up with every change to the statements below; docs/upgrading.md says how to move

# Rows are only ever added: the triggers refuse everything else, also from other programs.
SCHEMA = """
CREATE TABLE document (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL,
    text TEXT NOT NULL,
    publisher TEXT,
    title TEXT,
    url TEXT,
    published TEXT,
    language TEXT NOT NULL
) STRICT;

CREATE TABLE extraction (
    seq INTEGER PRIMARY KEY,
    document TEXT NOT NULL REFERENCES document (id),
    extractor TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (document, extractor)
) STRICT;

CREATE VIRTUAL TABLE document_text USING fts5 (title, text, content = 'document', content_rowid = 'seq');

CREATE TRIGGER document_indexed AFTER INSERT ON document BEGIN
    INSERT INTO document_text (rowid, title, text) VALUES (new.seq, new.title, new.text);
END;

CREATE TRIGGER document_kept BEFORE UPDATE ON document BEGIN SELECT RAISE (ABORT, 'rows are only ever added'); END;
CREATE TRIGGER document_stays BEFORE DELETE ON document BEGIN SELECT RAISE (ABORT, 'rows are only ever added'); END;
CREATE TRIGGER extraction_kept BEFORE UPDATE ON extraction BEGIN SELECT RAISE (ABORT, 'rows are only ever added'); END;
CREATE TRIGGER extraction_stays BEFORE DELETE ON extraction BEGIN SELECT RAISE (ABORT, 'rows are only ever added'); END;
"""

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
