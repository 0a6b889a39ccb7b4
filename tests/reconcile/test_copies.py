"""Near-copies: pure functions of one text and of two, and the same as comparing every pair."""

import random
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.model import Document
from rashomon.reconcile import copies, is_copy, signature
from rashomon.reconcile.copies import _WORD, BINS, ROWS, SHORTEST_WORDS, _alike, _like, _runs, _words

WORDS = [f"word{number}" for number in range(400)]


def text(draw, size):
    return " ".join(draw.choice(WORDS) for _ in range(size))


def edited(draw, original, share):
    return " ".join(draw.choice(WORDS) if draw.random() < share else word for word in original.split())


def document(name, words, published="2024-12-11"):
    return Document.of(words, id=name, published=published)


def by_every_pair(documents):
    """What copies() must find, by comparing all: the earliest of each connected group is the original."""
    ordered = sorted(documents, key=lambda d: (d.published or "9999", d.id))
    group = {d.id: place for place, d in enumerate(ordered)}
    signatures = {d.id: signature(d.text) for d in ordered}
    for one, other in combinations(ordered, 2):
        if is_copy(signatures[one.id], signatures[other.id]):
            low, high = sorted((group[one.id], group[other.id]))
            group = {name: low if place == high else place for name, place in group.items()}
    return {d.id: ordered[group[d.id]].id for d in ordered if ordered[group[d.id]].id != d.id}


def test_a_signature_has_keys_of_its_text_alone():
    long = text(random.Random(1), 300)
    assert signature(long) == signature(long.upper())
    assert len(signature(long).keys) == BINS // ROWS
    assert signature("").keys == ()


def test_a_copy_shares_a_key_and_another_text_none():
    draw = random.Random(2)
    for size in (SHORTEST_WORDS, 40, 90, 400):
        original = text(draw, size)
        near = f"{original} updated"
        assert is_copy(signature(original), signature(near))
        assert set(signature(original).keys) & set(signature(near).keys)
        assert not set(signature(original).keys) & set(signature(text(draw, size)).keys)


def test_texts_at_the_threshold_share_a_key():
    draw = random.Random(3)
    for _ in range(300):
        original = near = text(draw, draw.choice([25, 40, 120]))
        while is_copy(signature(original), signature(further := edited(draw, near, 0.02))):
            near = further
        assert set(signature(original).keys) & set(signature(near).keys)


def test_short_flashes_are_copies_only_where_they_are_the_same():
    flash = "Air raid alert in the capital, officials say"
    assert is_copy(signature(flash), signature(flash.upper()))
    assert not is_copy(signature(flash), signature(flash + " again"))
    assert copies([document("a", ""), document("b", "")]) == {}


def test_the_earliest_published_is_the_original():
    story = text(random.Random(4), 120)
    found = copies([document("a", story, "2024-12-12"), document("b", story, "2024-12-11"), document("c", story, None)])
    assert found == {"a": "b", "c": "b"}


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_it_is_every_pair_compared_in_any_order(seed, shuffle):
    draw = random.Random(seed)
    originals = [text(draw, draw.choice([30, 60, 150])) for _ in range(3)]
    documents = [
        document(f"d{place}", edited(draw, draw.choice(originals), draw.choice([0, 0.01, 0.02, 0.3])),
                 draw.choice(["2024-12-11", "2024-12-12", None]))
        for place in range(9)
    ]  # fmt: skip
    found = copies(documents)
    assert found == by_every_pair(documents)
    shuffle.shuffle(documents)
    assert copies(documents) == found


@given(st.text() | st.text(st.characters(max_codepoint=127)))
def test_words_are_the_same_by_either_way(text):
    assert _words(text) == _WORD.findall(text.casefold())


def test_copies_are_never_told_apart_by_their_words_alone():
    draw = random.Random(5)
    told_apart = 0
    for _ in range(3000):
        one = [draw.choice(WORDS) for _ in range(draw.randrange(20, 70))]
        first, last = draw.randrange(4), len(one) - draw.randrange(8)
        other = [f"new{place}" for place in range(draw.randrange(6))] + one[first:last]
        other += [f"end{place}" for place in range(draw.randrange(6))]
        like = _like(frozenset(one), frozenset(other), len(one) + len(other))
        assert like or not _alike(_runs(one), _runs(other))
        told_apart += not like
    assert told_apart > 100
