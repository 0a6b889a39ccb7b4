"""Papers and figures that speak for somebody, and whose they are: "a statement issued by the army", "the tally kept by the ward"."""

from collections.abc import Iterator

from spacy.tokens import Token

# Numbers that somebody holds, and what holds a single one.
FIGURES = frozenset({"toll", "figure", "count", "tally", "number", "total", "loss", "estimate", "account", "version", "casualty",
                     "calculation", "balance", "claim", "reckoning"})  # fmt: skip
PAPERS = FIGURES | {
    "statement", "report", "datum", "data", "list", "record", "register", "statistic", "bulletin", "communique", "communiqué",
    "letter", "document", "dispatch", "message", "post", "briefing", "update", "release", "assessment", "summary", "log", "ledger",
    "table", "chart", "information", "finding", "survey", "database", "roster", "notice", "telling", "word", "estimation", "book",
    "testimony", "article", "cable", "paper", "memo", "complaint",
}  # fmt: skip
_HELD = frozenset(
    {"account", "count", "tally", "record", "figure", "datum", "data", "statistic"}
)  # "the police account", "hospital records"
PICTURES = frozenset({"image", "picture", "photo", "photograph", "video", "footage", "imagery"})
_MAKING = frozenset({"issue", "release", "publish", "keep", "compile", "collect", "gather", "share", "post", "circulate", "prepare",
                     "maintain", "provide", "give", "supply", "make", "draw", "write", "sign", "send", "read", "collate", "assemble",
                     "present", "produce", "establish",
                     "tabulate", "receive", "obtain", "record", "report", "cite", "announce", "verify", "distribute"})  # fmt: skip
_EXAMINING = frozenset({"analyse", "analyze", "examine", "study", "verify", "review", "release", "post", "publish", "share",
                        "circulate"})  # fmt: skip


def signer(paper: Token) -> Token | None:
    """Whose a paper, a figure or an examined picture is, where the words around the noun name somebody."""
    lemma = paper.lemma_.lower()
    if lemma in PICTURES:
        return next(_makers(paper, _EXAMINING), None)
    if lemma not in PAPERS:
        return None
    held = {"poss", "compound"} if lemma in _HELD else {"poss"}
    owner = next(
        (child for child in paper.children if child.dep_ in held and child.pos_ in {"NOUN", "PROPN", "PRON"}), None
    )
    if owner is None and lemma in FIGURES:  # "an Observatory toll"
        owner = next(
            (c for c in paper.children if c.dep_ == "compound" and c.tag_ == "NNP" and c.i + 1 == paper.i), None
        )
    if owner is not None:
        return owner
    inner = (o for c in paper.children if c.dep_ == "prep" and c.lower_ == "of" for o in c.children if o.dep_ == "pobj")
    # "A list of the casualties issued by the clinic": the parser hangs the clause on the nearest noun.
    found = (
        *_makers(paper, _MAKING),
        *_givers(paper),
        *(t for o in inner for t in _makers(o, _MAKING)),
        *_putting_out(paper),
    )
    return next((token for token in found if token.lemma_.lower() not in PAPERS), None)


def _givers(paper: Token) -> Iterator[Token]:
    """ "Figures from the ward", "a count by the monitors"; of a reckoning also "the count of the ward"."""
    wanted = {"from", "by"} | (
        {"of"} if paper.lemma_.lower() in {"telling", "word", "account", "estimation", "reckoning"} else set()
    )
    for child in paper.children:
        if child.dep_ in {"prep", "agent"} and child.lower_ in wanted:
            yield from (obj for obj in child.children if obj.dep_ == "pobj" and obj.pos_ != "NUM"
                        and not (paper.lemma_.lower() == "report" and obj.ent_type_ in {"GPE", "LOC"}))  # fmt: skip


def _putting_out(paper: Token) -> Iterator[Token]:
    """ "The authorities released figures claiming that": who puts a figure out that goes on to say something."""
    verb = paper.head
    says = any(child.dep_ == "acl" and child.tag_ == "VBG" for child in paper.children)
    if says and paper.dep_ == "dobj" and verb.lemma_.lower() in _MAKING:
        yield from (child for child in verb.children if child.dep_ == "nsubj" and child.pos_ in {"NOUN", "PROPN"})


def _makers(paper: Token, verbs: frozenset[str]) -> Iterator[Token]:
    """ "A tally kept by the families", "a statement that the army issued"."""
    for child in paper.children:
        if child.dep_ in {"acl", "relcl"} and child.lemma_.lower() in verbs:
            for agent in child.children:
                if agent.dep_ in {"agent", "prep"} and agent.lower_ in {"by", "from"}:
                    yield from (obj for obj in agent.children if obj.dep_ == "pobj")
                elif agent.dep_ == "nsubj" and child.dep_ == "relcl" and agent.tag_ not in {"WDT", "WP"}:
                    yield agent
