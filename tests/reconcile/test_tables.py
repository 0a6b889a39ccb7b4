"""The tables of interest and of parts are checked when they are read, and every noun of theirs is in the lexicon."""

import pytest

from rashomon.errors import LexiconError
from rashomon.lexicon import load
from rashomon.lexicon.loader import parse_yaml
from rashomon.model import Speaker
from rashomon.reconcile.interest import Interest, interest
from rashomon.reconcile.interest import check as check_interest
from rashomon.reconcile.lattice import Lattice, apart, counts_some, lattice, part_of_people
from rashomon.reconcile.lattice import check as check_lattice
from rashomon.reconcile.voices import body_name
from rashomon.relation import LexiconRelation

RELATION = LexiconRelation(load())


def test_every_noun_is_in_the_lexicon():
    known = {item.name for item in load().items.values()}
    parts = {part for row in lattice().divisions for part in row.parts} - lattice().kinds.keys()
    assert parts | {item for row in interest().admissions for item in row.items} <= known | lattice().kinds.keys()


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("{who: actor, questions: [flown], least: 1, why: x}", "not a question that counts"),
        ("{who: itself, questions: [killed], why: x}", "is not 'actor'"),
        ("{who: actor, questions: [killed], why: x}", "admit everything"),
        ("{who: actor, questions: [killed], least: 3, most: 1, why: x}", "more than 'most'"),
        ("{who: actor, questions: [killed], least: 1, types: [BATTLE], why: x}", "no type of event"),
        ("{who: nobody, questions: [killed], least: 1, why: x}", "who"),
    ],
)
def test_a_wrong_row_of_interest_is_refused(row, problem):
    text = f"speakers: [official]\nadmissions: [{row}]"
    with pytest.raises(LexiconError, match=problem):
        check_interest(parse_yaml(text, Interest, source="interest.yaml"))


@pytest.mark.parametrize(
    ("divisions", "outcomes", "problem"),
    [
        ("{whole: crowds, parts: [men, women], all: true}", "", "no kind or part"),
        ("{whole: people, parts: [men], all: true}", "", "at least two parts"),
        ("", "{whole: losses, parts: [killed, injured], all: true}", "no question that counts"),
    ],
)
def test_a_wrong_row_of_the_lattice_is_refused(divisions, outcomes, problem):
    text = f"kinds: {{}}\ndivisions: [{divisions}]\noutcomes: [{outcomes}]\nlabels: []\npartial: []"
    with pytest.raises(LexiconError, match=problem):
        check_lattice(parse_yaml(text, Lattice, source="lattice.yaml"))


@pytest.mark.parametrize(
    ("wide", "narrow"), [("people", "children"), ("civilians", "teachers"), ("people", "fighters"), (None, "soldiers")]
)
def test_a_part_of_people(wide, narrow):
    assert part_of_people(wide or "people", narrow, RELATION)
    assert not part_of_people(narrow, wide or "people", RELATION)


@pytest.mark.parametrize(
    ("one", "other"), [("soldiers", "fighters"), ("teachers", "soldiers"), ("women", "men"), ("adults", "children")]
)
def test_kinds_that_share_nobody(one, other):
    assert apart(one, other, RELATION)
    assert apart(other, one, RELATION)
    assert not part_of_people(one, other, RELATION)


def test_children_can_be_civilians():
    assert not apart("children", "civilians", RELATION)


def test_a_hospital_counts_those_brought_in_and_a_ministry_does_not():
    assert counts_some(Speaker(id="a", name="surgeons at the city hospital", kind="medic"))
    assert not counts_some(Speaker(id="b", name="health ministry", kind="medic"))
    assert not counts_some(Speaker(id="c", name="owner of the hospital", kind="official"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Air Force Command Bulletin (Ukrainian military)", "Ukrainian air force"),
        ("Head of Rostov Regional Administration (official channel)", "Rostov Oblast military administration"),
        ("Governor of the Sumy region (official channel, translated)", "Sumy regional governor"),
        ("General Staff of Mali (communiqué, translated)", "Mali general staff"),
    ],
)
def test_a_body_and_what_it_publishes_have_one_name(one, other):
    assert body_name(one) == body_name(other) != ()


@pytest.mark.parametrize("name", ["officials", "the military command", "press service", "Ukrainian military"])
def test_nobody_in_particular_has_no_name(name):
    assert body_name(name) == ()


def test_two_bodies_have_two_names():
    assert body_name("Ukrainian air force") != body_name("Russian air force") != body_name("Russian navy")
