"""Pairs to clusters: correlation clustering under facts that no chain of agreement breaks.

The objective: of all partitions that keep apart every two nodes of one ``colour`` (reports of one document) and every pair
that cannot be one, the one with the largest sum of weights inside its clusters. Finding it is NP-hard. Greedy merging by
summed weight, then moves of single nodes and merges of whole clusters until none gains, from two starts, of which the
better is kept; ``tests/link`` measures this against an exhaustive search. Every step goes by weight, then by name, so the
outcome depends on nothing but the component itself. Method: Bansal, Blum and Chawla, "Correlation clustering", Machine
Learning 56 (2004); the greedy merge is GAEC of Keuper et al. (ICCV 2015), the moves are Kernighan and Lin's.
"""

import heapq
from collections.abc import Callable, Iterable, Mapping

Pair = tuple[str, str]
MOST_ROUNDS = 20  # moves gain every time, so they end; this bounds the time on very large clusters


def clusters(
    reports: Iterable[str],
    pairs: Mapping[Pair, float],
    must: Iterable[Pair] = (),
    cannot: Iterable[Pair] = (),
    *,
    colours: Mapping[str, str] | None = None,
    excludes: Callable[[str, str], bool] | None = None,
) -> list[tuple[str, ...]]:
    """Partition ``reports``: each cluster sorted, clusters in order of their first node.

    ``pairs`` are positive for agreement, negative against. ``must`` (a person's verdict) joins first and wins over
    ``colours``; a pair in ``cannot`` is never joined, not even by others' agreement. ``excludes`` is asked of two nodes that
    no weight and no fact joins, before a chain of agreement brings them together.
    """
    nodes, together, forbidden = sorted(set(reports)), sorted((min(p), max(p)) for p in must), list(cannot)
    if not forbidden and _all_agree(nodes, pairs, colours or {}):
        return [tuple(nodes)]
    outcomes = []
    for greedy in (True, False) if len(nodes) > 2 else (True,):
        state = _State(nodes, pairs, colours or {}, forbidden, excludes)
        for left, right in together:
            state.join(left, right)
        if greedy:
            state.merge_all()
        state.improve()
        found = sorted(tuple(sorted(members)) for members in state.members.values())
        outcomes.append((-round(worth(found, pairs), 9), found))
    return min(outcomes)[1]


def worth(found: Iterable[Iterable[str]], pairs: Mapping[Pair, float]) -> float:
    """The objective: the sum of the weights inside the clusters."""
    home = {node: number for number, members in enumerate(found) for node in members}
    return sum(weight for (left, right), weight in sorted(pairs.items()) if home[left] == home[right])


def _all_agree(nodes: list[str], pairs: Mapping[Pair, float], colours: Mapping[str, str]) -> bool:
    """Whether every pair agrees and nothing keeps any apart, so that one cluster is the best."""
    if len(pairs) < len(nodes) * (len(nodes) - 1) // 2 or len({colours.get(node, node) for node in nodes}) < len(nodes):
        return False
    return bool(nodes) and all(left < right and weight > 0 for (left, right), weight in pairs.items())


class _State:
    """The clusters as they grow, each named by its first node."""

    def __init__(
        self,
        nodes: list[str],
        weights: Mapping[Pair, float],
        colours: Mapping[str, str],
        forbidden: Iterable[Pair],
        excludes: Callable[[str, str], bool] | None,
    ) -> None:
        self.colours = colours
        self.excludes = excludes
        self.asked: set[Pair] = set()
        self.home = {node: node for node in nodes}
        self.members = {node: {node} for node in nodes}
        self.seen = {node: {colours[node]} if node in colours else set() for node in nodes}
        self.edges: dict[str, dict[str, float]] = {node: {} for node in nodes}
        self.apart: dict[str, set[str]] = {node: set() for node in nodes}
        self.fixed: set[str] = set()
        for (left, right), weight in weights.items():
            if left != right:
                self.edges[left][right] = self.edges[left].get(right, 0.0) + weight
                self.edges[right][left] = self.edges[right].get(left, 0.0) + weight
        for left, right in forbidden:
            if left in self.apart and right in self.apart:
                self.apart[left].add(right)
                self.apart[right].add(left)
        self.between = {node: dict(edges) for node, edges in self.edges.items()}

    def allowed(self, left: str, right: str) -> bool:
        """Whether two clusters may be one."""
        if self.seen[left] & self.seen[right]:
            return False
        small, large = sorted((self.members[left], self.members[right]), key=len)
        return not any(self._apart(node, large) for node in small)

    def _apart(self, node: str, others: set[str]) -> bool:
        """Whether a node is forbidden to be with one of the others; pairs that were never compared are asked about once."""
        if self.apart[node] & others:
            return True
        if self.excludes is not None:
            for other in sorted(others - self.edges[node].keys()):
                pair = (min(node, other), max(node, other))
                if pair in self.asked:
                    continue
                self.asked.add(pair)
                if self.excludes(*pair):
                    self.apart[node].add(other)
                    self.apart[other].add(node)
                    return True
        return False

    def join(self, left: str, right: str) -> None:
        """Join by a person's verdict: over colours, not over what is forbidden."""
        if left not in self.home or right not in self.home:
            return
        one, other = self.home[left], self.home[right]
        self.fixed |= {left, right}
        if one != other and not any(self.apart[node] & self.members[other] for node in self.members[one]):
            self._merge(one, other)

    def merge_all(self) -> None:
        """Merge the pair of clusters with the largest positive weight until none is left."""
        heap = [
            (-weight, left, right, 0, 0)
            for left, edges in self.between.items()
            for right, weight in edges.items()
            if weight > 0 and left < right
        ]
        heapq.heapify(heap)
        version = dict.fromkeys(self.members, 0)
        while heap:
            _, left, right, left_version, right_version = heapq.heappop(heap)
            if (version.get(left), version.get(right)) != (left_version, right_version):
                continue  # one of them has grown or gone since; its newer entry stands in the heap
            if not self.allowed(left, right):
                continue
            kept, gone = self._merge(left, right)
            del version[gone]
            version[kept] += 1
            for neighbour, weight in self.between[kept].items():
                if weight > 0:
                    first, second = sorted((kept, neighbour))
                    heapq.heappush(heap, (-weight, first, second, version[first], version[second]))

    def improve(self) -> None:
        """Move single nodes to the cluster where they gain most, then merge clusters, until nothing gains."""
        for _ in range(MOST_ROUNDS):
            moved = [node for node in sorted(self.home) if self._move(node)]
            if moved:
                self._tally()
            before = len(self.members)
            self.merge_all()
            if not moved and len(self.members) == before:
                return

    def _tally(self) -> None:
        """The summed weights between clusters, anew."""
        self.between = {name: {} for name in self.members}
        for node, edges in self.edges.items():
            mine = self.between[self.home[node]]
            for other, weight in sorted(edges.items()):
                home = self.home[other]
                if home != self.home[node]:
                    mine[home] = mine.get(home, 0.0) + weight

    def _merge(self, one: str, other: str) -> Pair:
        kept, gone = sorted((one, other))
        for node in self.members[gone]:
            self.home[node] = kept
        self.members[kept] |= self.members.pop(gone)
        self.seen[kept] = self.seen[kept] | self.seen.pop(gone)
        for neighbour, weight in self.between.pop(gone).items():
            self.between[neighbour].pop(gone, None)
            if neighbour != kept:
                total = self.between[kept].get(neighbour, 0.0) + weight
                self.between[kept][neighbour] = self.between[neighbour][kept] = total
        self.between[kept].pop(gone, None)
        return kept, gone

    def _move(self, node: str) -> bool:
        if node in self.fixed:
            return False
        home = self.home[node]
        gains: dict[str, float] = {}
        for neighbour, weight in self.edges[node].items():
            gains[self.home[neighbour]] = gains.get(self.home[neighbour], 0.0) + weight
        here = gains.pop(home, 0.0)
        alone = len(self.members[home]) == 1
        choices = [(-gain, target) for target, gain in gains.items() if gain > here + 1e-9 and self._fits(node, target)]
        if not choices and (alone or here >= -1e-9):
            return False
        target = min(choices)[1] if choices and min(choices)[0] < 0 else None
        if target is None and (alone or here >= -1e-9):
            return False
        self._take_out(node, home)
        self._put(node, target)
        return True

    def _fits(self, node: str, target: str) -> bool:
        return self.colours.get(node) not in self.seen[target] and not self._apart(node, self.members[target])

    def _take_out(self, node: str, home: str) -> None:
        rest = self.members.pop(home) - {node}
        colours = self.seen.pop(home)
        if rest:
            name = min(rest)
            self.members[name] = rest
            kept = {self.colours[member] for member in rest if member in self.colours}
            self.seen[name] = kept & colours
            for member in rest:
                self.home[member] = name

    def _put(self, node: str, target: str | None) -> None:
        members = (self.members.pop(target) if target else set()) | {node}
        seen = self.seen.pop(target) if target else set()
        name = min(members)
        self.members[name] = members
        self.seen[name] = seen | ({self.colours[node]} if node in self.colours else set())
        for member in members:
            self.home[member] = name
