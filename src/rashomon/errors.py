"""The exceptions that Rashomon raises, all of them, and what each one asks of the person who sees it.

::

    RashomonError                the root: catch this to catch all of them
    ├── InputError               one input cannot be read; the rest goes on
    │   ├── UnreadableError      missing, not permitted, or not a file
    │   ├── EncodingError        bytes that are not text in any encoding that we try
    │   ├── TooLargeError        more than the size limit in one document
    │   ├── MetadataError        a date, publisher or JSONL field that is not what it should be
    │   └── ConflictError        an id that already names another text
    ├── SettingsError            an environment variable that makes no sense
    ├── ModelMissingError        no English model is installed
    ├── GazetteerMissingError    the built-in list of places is missing or damaged
    ├── RecordError              a record that breaks its own rules (a Claim without evidence)
    ├── LexiconError             a YAML knowledge file does not validate
    ├── GoldError                a gold file does not validate
    ├── StoreError               the ledger file cannot be used
    │   ├── NotALedgerError      the file is something else, or damaged
    │   ├── NewerLedgerError     the file was written by a newer version
    │   ├── OlderLedgerError     the file was written by an older version and has to be brought up
    │   ├── UnwritableError      the file or its folder cannot be written
    │   └── BusyError            another process is writing
    ├── DecisionError            a judgement or review that would mean nothing
    └── NotFoundError            no such event, claim or document in this ledger

Each message is one or two sentences: what is wrong, then what to do next.
"""


class RashomonError(Exception):
    """Any failure that a person can do something about."""


class InputError(RashomonError):
    """One input cannot be read."""

    def __init__(self, message: str, *, source: str = "") -> None:
        super().__init__(message)
        self.source = source


class UnreadableError(InputError):
    """The input is missing, not permitted or not a file."""


class EncodingError(InputError):
    """The bytes are not text."""


class TooLargeError(InputError):
    """One document exceeds the size limit."""


class MetadataError(InputError):
    """A date, publisher or field is not what it should be."""


class ConflictError(InputError):
    """The id already names another text."""


class SettingsError(RashomonError):
    """An environment variable makes no sense."""


class ModelMissingError(RashomonError):
    """No English language model is installed."""


class GazetteerMissingError(RashomonError):
    """The compiled gazetteer is not there or is of another version."""


class RecordError(RashomonError):
    """A record breaks its own rules."""


class LexiconError(RashomonError):
    """A knowledge file does not validate."""


class GoldError(RashomonError):
    """A gold file does not validate."""


class StoreError(RashomonError):
    """The ledger file cannot be used."""


class NotALedgerError(StoreError):
    """The file is not a ledger, or is damaged."""


class NewerLedgerError(StoreError):
    """The ledger was written by a newer version."""


class OlderLedgerError(StoreError):
    """The ledger was written by an older version and has to be brought up first."""


class UnwritableError(StoreError):
    """The ledger file or its folder cannot be written."""


class BusyError(StoreError):
    """Another process is writing to the ledger."""


class DecisionError(RashomonError):
    """A judgement or review would mean nothing."""


class NotFoundError(RashomonError):
    """Nothing in the ledger has this name."""
