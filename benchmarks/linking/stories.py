"""News texts of ECB+ (topics 1 to 35), each mainly about one event: which texts are about the same one.

A topic has two like events, told by the texts whose names end in ``ecb`` and in ``ecbplus``. All texts go through the
extractor into one ledger; texts that share an event are one group, and a text without an event is a group of its own. Most
topics are no attack (trials, films, earthquakes), of which the product rightly makes no event, and so has nothing to link.
"""

from pathlib import Path

import peace
from measures import Options, b_cubed
from reading import Reader
from table import Row

from rashomon.ledger import fold
from rashomon.model import Document

FILES = peace.FILES
TOPICS = 35
GOAL = 0.90


def measure(data: Path, options: Options) -> list[Row]:
    """B-cubed over all texts, and over those that have an event."""
    paths = sorted(path for path in (data / FILES[0]).glob("*/*.xml") if int(path.parent.name) <= TOPICS)
    gold = {path.stem: f"{path.parent.name} {path.stem.partition('_')[2].lstrip('0123456789')}" for path in paths}
    documents = [Document(id=path.stem, text=peace._text(path), publisher="The Paper") for path in paths]
    ledger = fold(Reader(options.cache).extractions(documents))
    group = {name: name for name in gold}
    for event in ledger.events:
        names = {group[name] for name in event.documents}
        group = {name: min(names) if home in names else home for name, home in group.items()}
    clusters: dict[str, list[str]] = {}
    for name, home in group.items():
        clusters.setdefault(home, []).append(name)
    alone = b_cubed([[name] for name in gold], gold)[2]
    precision, recall, f1 = b_cubed(list(clusters.values()), gold)
    told = {name for event in ledger.events for name in event.documents}
    floor = f"singletons {100 * alone:.1f}"
    return [
        Row(set="ecbplus", measure="documents to main event, B-cubed F1", ours=f1, n=len(gold), goal=GOAL, peer=floor),
        Row(set="ecbplus", measure="documents to main event, B-cubed precision", ours=precision, n=len(gold)),
        Row(set="ecbplus", measure="documents to main event, B-cubed recall", ours=recall, n=len(gold)),
        Row(set="ecbplus", measure="texts with an event", ours=len(told) / len(gold), n=len(gold)),
    ]
