"""A model's attribute rules, looked up instead of matched.

The model sets parts of speech and features by some 180 rules, nearly all of them on one token's tag, lower-case form and
dependency. Matching them token by token takes a quarter of the model's whole time. What they come to depends on those
three alone and is worked out once for each; rules of any other shape are still matched. The Docs are the same.
"""

from collections.abc import Mapping
from typing import Any, cast

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, Token
from spacy.tokens._retokenize import set_token_attrs
from spacy.vocab import Vocab

RULER = "attribute_ruler"
NAME = "looked_up_attribute_ruler"
_KEYS = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})
_Key = tuple[int, int, int, bool]


def with_looked_up_rules(nlp: Language) -> Language:
    """The same pipeline with a TagRules in the place of its attribute ruler; as it is where it has none."""
    if RULER not in nlp.pipe_names:
        return nlp
    if not Language.has_factory(NAME):
        Language.factory(NAME, func=lambda nlp, name: TagRules(nlp.vocab, nlp.get_pipe(RULER)))
    nlp.add_pipe(NAME, after=RULER)
    nlp.remove_pipe(RULER)
    return nlp


class TagRules:
    """Sets what an attribute ruler sets, its rules of one token by a table that fills itself."""

    def __init__(self, vocab: Vocab, ruler: AttributeRuler) -> None:
        self._vocab = vocab
        self._attrs = ruler.attrs
        self._indices = ruler.indices
        self._single = Matcher(vocab)
        self._longer = Matcher(vocab)
        self._words: set[str] = set()
        self._deps: set[str] = set()
        self._table: dict[_Key, tuple[int, ...]] = {}
        self._merged: dict[_Key, dict[int, Any]] = {}
        for rank, rule in enumerate(ruler.patterns):
            patterns = cast("list[list[dict[str, Any]]]", rule["patterns"])
            if all(len(pattern) == 1 and self._is_plain(pattern[0]) for pattern in patterns):
                self._single.add(str(rank), patterns)
                self._words.update(*(_named(pattern[0].get("LOWER")) for pattern in patterns))
                self._deps.update(*(_named(pattern[0].get("DEP")) for pattern in patterns))
            else:
                self._longer.add(str(rank), patterns)

    @staticmethod
    def _is_plain(pattern: Mapping[str, Any]) -> bool:
        """Whether a rule asks for nothing but words, tags and dependencies by their names."""
        values = pattern.values()
        return pattern.keys() <= _KEYS and all(
            isinstance(each, str | bool) or (isinstance(each, dict) and each.keys() == {"IN"}) for each in values
        )

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes of every token, a later rule before an earlier one."""
        longer: dict[int, list[int]] = {}
        for match_id, start, end in self._longer(doc, allow_missing=True):
            rank = int(self._vocab.strings[match_id])
            longer.setdefault(doc[start:end][self._indices[rank]].i, []).append(rank)
        words, deps, table, merged = self._words, self._deps, self._table, self._merged
        for token in doc:
            key = (
                token.tag,
                token.lower if token.lower_ in words else 0,
                token.dep if token.dep_ in deps else 0,
                token.is_space,
            )
            if key not in table:
                self._work_out(key, token)
            if token.i in longer:
                for rank in sorted((*table[key], *longer[token.i])):
                    set_token_attrs(token, self._attrs[rank])
            else:
                set_token_attrs(token, merged[key])
        return doc

    def _work_out(self, key: _Key, token: Token) -> None:
        """Match the rules of one token against a text that is this token alone."""
        alone = Doc(self._vocab, words=[token.text], tags=[token.tag_], deps=[token.dep_], heads=[0])
        ranks = sorted(int(self._vocab.strings[match_id]) for match_id, _, _ in self._single(alone, allow_missing=True))
        self._table[key] = tuple(ranks)
        self._merged[key] = {name: value for rank in ranks for name, value in self._attrs[rank].items()}


def _named(value: object) -> list[str]:
    """The values that a rule lists for an attribute."""
    if isinstance(value, dict):
        return list(value["IN"])
    return [value] if isinstance(value, str) else []
