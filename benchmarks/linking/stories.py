"""News texts of ECB+ (topics 1 to 35), each mainly about one event: which texts are about the same one.

A topic has two like events, told by the texts whose names end in ``ecb`` and in ``ecbplus``. Nine texts of ten are about no
attack (trials, films, earthquakes), of which the product rightly makes no event. So each text is one Report here, of a type
that the product does not code and without a Claim, with the rare words that the product reads from any telling; its own
features, keys and clusters do the rest. Words alone cannot come to the threshold of SAME, which asks for a day and a place:
``SAME_FROM`` is the total of two texts that lack both and share some of their rare words (``words-some``). What the ledger makes
of the few texts that do tell of an attack is measured beside it.
"""

from pathlib import Path

import peace
from measures import Options, b_cubed
from reading import Reader
from table import Row

from rashomon.extract.rare import rare_words
from rashomon.ledger import fold
from rashomon.link import default_table, link, profiles_of
from rashomon.model import Document, Report, Span

FILES = peace.FILES
TOPICS = 35
GOAL = 0.90
SAME_FROM = -1.0


def measure(data: Path, options: Options) -> list[Row]:
    """B-cubed over all texts by their words, and by the events that the product makes of them."""
    paths = sorted(path for path in (data / FILES[0]).glob("*/*.xml") if int(path.parent.name) <= TOPICS)
    gold = {path.stem: f"{path.parent.name} {path.stem.partition('_')[2].lstrip('0123456789')}" for path in paths}
    documents = [Document(id=path.stem, text=peace._text(path), publisher="The Paper") for path in paths]
    reader = Reader(options.cache)
    table = default_table().reweighed({}, SAME_FROM, SAME_FROM)
    clusters = link(profiles_of(documents, _reports(documents, reader), []), table=table).clusters
    precision, recall, f1 = b_cubed(clusters, gold)
    alone = b_cubed([[name] for name in gold], gold)[2]
    told, (told_precision, _, told_f1) = _told(documents, reader, gold)
    floor = f"singletons {100 * alone:.1f}"
    n = len(gold)
    return [
        Row(set="ecbplus", measure="documents to main event, B-cubed F1", ours=f1, n=n, goal=GOAL, peer=floor),
        Row(set="ecbplus", measure="documents to main event, B-cubed precision", ours=precision, n=n),
        Row(set="ecbplus", measure="documents to main event, B-cubed recall", ours=recall, n=n),
        Row(set="ecbplus", measure="the same by coded events alone", ours=told_f1, n=n, peer=floor),
        Row(set="ecbplus", measure="the same by coded events alone, precision", ours=told_precision, n=n),
        Row(set="ecbplus", measure="texts with a coded event", ours=told / n, n=n),
    ]


def _reports(documents: list[Document], reader: Reader) -> list[Report]:
    """A Report for each text, with the rare words of all of it."""
    docs = reader.docs([reader.extractor.readable(document) for document in documents])
    vocabulary = reader.extractor.tools.vocabulary
    return [
        Report(
            id=document.id, document=document.id, type="UNCODED", anchor=Span(start=0, end=1, text=document.text[:1]),
            rare=rare_words(doc, vocabulary),
        )
        for document, doc in zip(documents, docs, strict=True)
    ]  # fmt: skip


def _told(documents: list[Document], reader: Reader, gold: dict[str, str]) -> tuple[int, tuple[float, float, float]]:
    """How many texts the product finds an event in, and B-cubed of the texts that share one, the others alone."""
    ledger = fold(reader.extractions(documents))
    group = {name: name for name in gold}
    for event in ledger.events:
        names = {group[name] for name in event.documents}
        group = {name: min(names) if home in names else home for name, home in group.items()}
    clusters: dict[str, list[str]] = {}
    for name, home in group.items():
        clusters.setdefault(home, []).append(name)
    told = {name for event in ledger.events for name in event.documents}
    return len(told), b_cubed(list(clusters.values()), gold)
