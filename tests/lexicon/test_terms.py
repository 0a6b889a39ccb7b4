"""What the matcher finds, where, and that it never makes up an offset."""

from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.lexicon import Lexicon, TermMatcher, load, matcher
from rashomon.lexicon.schema import Form

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "lexicon" / "terms.yaml").read_text(encoding="utf-8"))
GLUE = [" ", "-", "’s ", ", ", "\n", "s", "İ", "—"]
FORMS = sorted({form.text for form in load().forms()})


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_finds_what_it_should_and_nothing_it_should_not(case: dict) -> None:
    terms = matcher().find_terms(case["text"])
    found = {(term.kind, term.text, term.id) for term in terms}
    assert {tuple(want) for want in case.get("found", ())} <= found
    assert not {tuple(not_) for not_ in case.get("absent", ())} & {(term.kind, term.id) for term in terms}


def _alone(form: Form) -> str:
    return f"the channel {form.text}" if form.context else form.text


def test_every_form_round_trips() -> None:
    lost = [
        form
        for form in load().forms()
        if not any(
            (term.kind, term.id) == (form.kind, form.id) and form.text.casefold() in term.text.casefold()
            for term in matcher().find_terms(_alone(form))
        )
    ]
    assert lost == []


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.one_of(st.sampled_from(FORMS), st.text(max_size=6), st.sampled_from(GLUE)),
        max_size=12,
    ).map("".join)
)
def test_offsets_are_verbatim_and_longest_wins(text: str) -> None:
    terms = matcher().find_terms(text)
    assert list(terms) == sorted(terms)
    for term in terms:
        assert text[term.start : term.end] == term.text
        assert term.text
    for one in terms:
        for other in terms:
            apart = one.end <= other.start or other.end <= one.start
            assert apart or one.kind != other.kind or (one.start, one.end) == (other.start, other.end)


def test_possessive_is_left_out_and_plural_kept() -> None:
    terms = matcher().find_terms("Ukraine's ATACMS, the drones' routes, two UAVs")
    named = {term.text for term in terms if term.kind in ("side", "equipment")}
    assert named == {"Ukraine", "ATACMS", "drones", "UAVs"}


def test_several_kinds_stand_on_one_span() -> None:
    terms = matcher().find_terms("Hamas")
    assert {(term.kind, term.id) for term in terms} == {("side", "hamas"), ("speaker", "hamas")}


def test_shared_forms_name_every_entry() -> None:
    base = load()
    sides = {id_: msgspec.structs.replace(base.sides[id_], aliases=("the allies",)) for id_ in ("FR", "GB")}
    lexicon = msgspec.structs.replace(base, sides=sides)
    assert isinstance(lexicon, Lexicon)
    terms = TermMatcher(lexicon).find_terms("The allies met")
    assert [term.id for term in terms if term.kind == "side"] == ["FR", "GB"]


def test_empty_text_has_no_terms() -> None:
    assert matcher().find_terms("") == ()
