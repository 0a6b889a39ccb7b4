"""The addresses of Events: what was released stays, the others lead there, and none leads two ways."""

import random

import pytest

from rashomon.addresses import assign, own
from rashomon.model import ReleasedEvent

DOCUMENTS = {name: name[0] for name in ("a1", "a2", "b1", "b2", "c1", "d1")}


def row(release: str, report: str, *reports: str, change: str = "added") -> ReleasedEvent:
    """One released event under the address of ``report``, told by it and others."""
    told = tuple(sorted({report, *reports}))
    return ReleasedEvent(release=release, event=own(report), change=change, sha256="0", title="", reports=told,
                         documents=tuple(sorted({DOCUMENTS[one] for one in told})))  # type: ignore[arg-type]  # fmt: skip


def ids(clusters: list[list[str]], *released: ReleasedEvent) -> list[str]:
    return [address.id for address in assign(clusters, DOCUMENTS, released)]


def test_without_a_release_it_is_the_earliest_members():
    (address,) = assign([["b1", "a1"]], DOCUMENTS, [])
    assert address.id == own("b1")
    assert address.others == (own("a1"),)


def test_a_released_address_stays_when_an_earlier_member_comes():
    assert ids([["a1", "b1"]], row("1", "b1")) == [own("b1")]


def test_when_events_merge_the_first_released_stays_and_the_other_leads_there():
    released = [row("1", "b1"), row("2", "a1")]
    (address,) = assign([["a1", "b1"]], DOCUMENTS, released)
    assert (address.id, address.others) == (own("b1"), (own("a1"),))
    assert ids([["a1", "b1"]], row("1", "b1"), row("1", "a1")) == [own("a1")]


def test_when_an_event_falls_apart_the_address_stays_with_its_report():
    assert ids([["a1", "c1"], ["b1"]], row("1", "b1", "a1", "c1")) == [own("a1"), own("b1")]


def test_where_its_report_is_gone_it_goes_with_most_of_the_others():
    released = row("1", "d1", "a1", "b1", "c1")
    here = {name: document for name, document in DOCUMENTS.items() if name != "d1"}
    found = assign([["a1", "b1"], ["c1"]], here, [released])
    assert [one.id for one in found] == [own("d1"), own("c1")]


def test_where_all_its_reports_are_gone_it_goes_with_its_documents():
    released = row("1", "a1")
    assert [one.id for one in assign([["a2"], ["b1"]], {"a2": "a", "b1": "b"}, [released])] == [own("a1"), own("b1")]


def test_where_two_ways_are_as_good_it_leads_nowhere():
    released = row("1", "d1", "a1", "c1")
    here = {"a1": "a", "c1": "c"}
    assert [one.id for one in assign([["a1"], ["c1"]], here, [released])] == [own("a1"), own("c1")]


@pytest.mark.parametrize("seed", range(100))
def test_no_address_leads_two_ways_and_every_reports_leads_to_its_event(seed: int) -> None:
    draw = random.Random(seed)
    reports = list(DOCUMENTS)
    released = []
    for release in range(3):
        draw.shuffle(reports)
        cut = sorted(draw.sample(range(1, 6), 2))
        clusters = [reports[: cut[0]], reports[cut[0] : cut[1]], reports[cut[1] :]]
        found = assign(clusters, DOCUMENTS, released)
        everything = [address for one in found for address in (one.id, *one.others)]
        assert len(everything) == len(set(everything))
        for cluster, one in zip(clusters, found, strict=True):
            assert {own(report) for report in cluster} <= {one.id, *one.others}
        again = assign(clusters[::-1], DOCUMENTS, released)
        assert again == found[::-1]
        released += [
            ReleasedEvent(release=str(release), event=one.id, change="added", sha256="0", title="", reports=tuple(cluster))
            for cluster, one in zip(clusters, found, strict=True)
        ]  # fmt: skip
        assert [one.id for one in assign(clusters, DOCUMENTS, released)] == [one.id for one in found]
