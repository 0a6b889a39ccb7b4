"""Names that the grammar puts somewhere: "killed at Vashkovo", "in the Vashkovo sector", "over Lake Sura".

No list holds every village, and the model takes many for firms or persons. The word before a name, or the noun behind
it, says more surely than the name itself that it is a place's.
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from rashomon.extract.syntax import sentence_of

_AT = frozenset({"in", "at", "near", "outside", "around"})
WAYS = frozenset({"road", "highway", "route", "way", "motorway", "approach", "approaches", "direction", "outskirts"})
_AREAS = frozenset({"sector", "township", "axis", "subdistrict", "hamlet", "valley", "crossing", "direction", "area",
                    "village", "settlement", "camp", "quarter", "province", "district", "governorate"})  # fmt: skip
_WATERS = frozenset({"lake", "strait", "river", "gulf", "bay", "reservoir", "canal", "lagoon", "estuary"})
_OVER = frozenset({"over", "on", "off", "across", "above"})
# Bodies that a person or a debate can be in, and that are spelled like places.
_BODIES = frozenset({"congress", "parliament", "senate", "council", "cabinet", "committee", "assembly", "telegram", "facebook",
                     "twitter", "x", "youtube", "instagram", "english", "arabic", "russian", "ukrainian", "hebrew", "iron",
                     "operation", "article", "resolution", "arms"})  # fmt: skip
_FILED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", ""})
_NAME = frozenset({"NNP", "NNPS"})
_PUT = frozenset({"pobj", "compound", "nmod"})


def put_somewhere(doc: Doc) -> Iterator[tuple[int, int]]:
    """The names that stand where a place stands, as code points."""
    names = {doc.vocab.strings[tag] for tag in _NAME}
    for i, tag in enumerate(doc.to_array("TAG").tolist()):
        if tag not in names:
            continue
        token = doc[i]
        if token.dep_ not in _PUT or token.ent_type_ not in _FILED or not token.text[:1].isupper():
            continue
        first = _first(token)
        if {word.lower_ for word in doc[first : token.i + 1]} & _BODIES or token.text.isupper():
            continue
        if token.i + 1 < len(doc) and doc[token.i + 1].text == "-" and not token.whitespace_:
            continue  # the "Al" of "Al-Daraja"
        if _is_put(token, doc[first]):
            yield doc[first].idx, token.idx + len(token)


def _first(token: Token) -> int:
    """Where the name begins that ends in ``token``."""
    first = token.i
    while (
        first > sentence_of(token).start
        and token.doc[first - 1].tag_ in _NAME
        and token.doc[first - 1].head.i == token.i
    ):
        first -= 1
    return first


def _is_put(token: Token, first: Token) -> bool:
    if token.dep_ in {"compound", "nmod"} and token.head.i == token.i + 1 and token.head.lower_ in _AREAS:
        return token.head.dep_ == "pobj" and token.head.pos_ == "NOUN"
    if token.dep_ != "pobj" or token.head.dep_ != "prep":
        return False
    prep = token.head.lower_
    above = token.head.nbor(-1).lower_ if token.head.i > sentence_of(token).start else ""
    if prep in _AT:
        return True
    if prep in {"to", "of"} and above in WAYS:
        return True
    return prep in _OVER and bool({first.lower_, token.lower_} & _WATERS)
