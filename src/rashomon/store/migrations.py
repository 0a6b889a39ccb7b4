"""The tables of a ledger, version by version, for SQLite and PostgreSQL, and the mark of a ledger file.

A ledger is brought up one version at a time, all in one transaction. What stands here is never edited: a change to the
tables is another entry, and docs/upgrading.md says what it is.
"""

APPLICATION_ID = 0x5261_7368  # "Rash" in ASCII; SQLite keeps it at byte 68 of the file

# Rows are only ever added: the triggers refuse everything else, also from other programs.
_FIRST = """
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

# What people decide, and what was released. ``reports`` and ``others`` are JSON lists of report ids.
_DECISIONS = """
CREATE TABLE decision (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('merge', 'split', 'correct', 'accept', 'reject', 'undo')),
    author TEXT NOT NULL,
    time TEXT NOT NULL,
    reason TEXT NOT NULL,
    reports TEXT,
    others TEXT,
    claim TEXT,
    correction TEXT,
    undoes TEXT REFERENCES decision (id),
    CHECK ((kind IN ('merge', 'split')) = (reports IS NOT NULL AND others IS NOT NULL)),
    CHECK ((kind IN ('correct', 'accept', 'reject')) = (claim IS NOT NULL)),
    CHECK ((kind = 'correct') = (correction IS NOT NULL)),
    CHECK ((kind = 'undo') = (undoes IS NOT NULL))
) STRICT;

CREATE TABLE release (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE,
    author TEXT NOT NULL,
    time TEXT NOT NULL,
    version TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    previous TEXT UNIQUE REFERENCES release (id)
) STRICT;

CREATE UNIQUE INDEX release_first ON release ((previous IS NULL)) WHERE previous IS NULL;

CREATE TABLE release_event (
    seq INTEGER PRIMARY KEY,
    release TEXT NOT NULL REFERENCES release (id),
    event TEXT NOT NULL,
    change TEXT NOT NULL CHECK (change IN ('added', 'changed', 'withdrawn')),
    sha256 TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (event, release)
) STRICT;

CREATE TRIGGER decision_kept BEFORE UPDATE ON decision BEGIN SELECT RAISE (ABORT, 'rows are only ever added'); END;
CREATE TRIGGER decision_stays BEFORE DELETE ON decision BEGIN SELECT RAISE (ABORT, 'rows are only ever added'); END;
CREATE TRIGGER release_kept BEFORE UPDATE ON release BEGIN SELECT RAISE (ABORT, 'rows are only ever added'); END;
CREATE TRIGGER release_stays BEFORE DELETE ON release BEGIN SELECT RAISE (ABORT, 'rows are only ever added'); END;
CREATE TRIGGER release_event_kept BEFORE UPDATE ON release_event BEGIN
    SELECT RAISE (ABORT, 'rows are only ever added');
END;
CREATE TRIGGER release_event_stays BEFORE DELETE ON release_event BEGIN
    SELECT RAISE (ABORT, 'rows are only ever added');
END;
"""

# What the fold derived from the rows above, and up to which of them: no facts, made again whenever they are missing.
_DERIVED = """
CREATE TABLE derived (
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (kind, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE derived_key (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (kind, key, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE derived_mark (
    program TEXT NOT NULL,
    extractions INTEGER NOT NULL,
    decisions INTEGER NOT NULL
) STRICT;
"""

_POSTGRES_FIRST = """
CREATE TABLE rashomon_ledger (version INTEGER PRIMARY KEY);

CREATE TABLE document (
    seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id TEXT COLLATE "C" NOT NULL UNIQUE,
    sha256 TEXT NOT NULL,
    text TEXT NOT NULL,
    publisher TEXT,
    title TEXT,
    url TEXT,
    published TEXT,
    language TEXT NOT NULL
);

CREATE TABLE extraction (
    seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    document TEXT COLLATE "C" NOT NULL REFERENCES document (id),
    extractor TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (document, extractor)
);

CREATE FUNCTION rashomon_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'rows are only ever added'; END $$;

CREATE TRIGGER document_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON document
    FOR EACH STATEMENT EXECUTE FUNCTION rashomon_kept();
CREATE TRIGGER extraction_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON extraction
    FOR EACH STATEMENT EXECUTE FUNCTION rashomon_kept();
"""

_POSTGRES_DECISIONS = """
CREATE TABLE decision (
    seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id TEXT COLLATE "C" NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('merge', 'split', 'correct', 'accept', 'reject', 'undo')),
    author TEXT NOT NULL,
    time TEXT NOT NULL,
    reason TEXT NOT NULL,
    reports TEXT,
    others TEXT,
    claim TEXT,
    correction TEXT,
    undoes TEXT COLLATE "C" REFERENCES decision (id),
    CHECK ((kind IN ('merge', 'split')) = (reports IS NOT NULL AND others IS NOT NULL)),
    CHECK ((kind IN ('correct', 'accept', 'reject')) = (claim IS NOT NULL)),
    CHECK ((kind = 'correct') = (correction IS NOT NULL)),
    CHECK ((kind = 'undo') = (undoes IS NOT NULL))
);

CREATE TABLE release (
    seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id TEXT COLLATE "C" NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE,
    author TEXT NOT NULL,
    time TEXT NOT NULL,
    version TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    previous TEXT COLLATE "C" UNIQUE REFERENCES release (id)
);

CREATE UNIQUE INDEX release_first ON release ((previous IS NULL)) WHERE previous IS NULL;

CREATE TABLE release_event (
    seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    release TEXT COLLATE "C" NOT NULL REFERENCES release (id),
    event TEXT COLLATE "C" NOT NULL,
    change TEXT NOT NULL CHECK (change IN ('added', 'changed', 'withdrawn')),
    sha256 TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (event, release)
);

CREATE TRIGGER decision_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON decision
    FOR EACH STATEMENT EXECUTE FUNCTION rashomon_kept();
CREATE TRIGGER release_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON release
    FOR EACH STATEMENT EXECUTE FUNCTION rashomon_kept();
CREATE TRIGGER release_event_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON release_event
    FOR EACH STATEMENT EXECUTE FUNCTION rashomon_kept();
"""

_POSTGRES_DERIVED = """
CREATE TABLE derived (
    kind TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (kind, name)
);

CREATE TABLE derived_key (
    kind TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (kind, key, name)
);

CREATE TABLE derived_mark (
    program TEXT NOT NULL,
    extractions BIGINT NOT NULL,
    decisions BIGINT NOT NULL
);
"""

# The first entry makes version 1, the next takes 1 to 2, and so on; both databases have the same versions.
MIGRATIONS = (_FIRST, _DECISIONS, _DERIVED)
POSTGRES_MIGRATIONS = (_POSTGRES_FIRST, _POSTGRES_DECISIONS, _POSTGRES_DERIVED)
SCHEMA_VERSION = len(MIGRATIONS)
