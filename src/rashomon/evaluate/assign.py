"""The best one-to-one pairing of two lists."""

import math
from collections.abc import Sequence


def best_pairs(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The (row, column) pairs with the greatest total weight, each row and column at most once; 0 pairs nothing.

    The Hungarian method with potentials, O(rows² · columns): H. W. Kuhn, "The Hungarian method for the assignment
    problem", Naval Research Logistics Quarterly 2 (1955), in the shortest-path form of Jonker and Volgenant (1987).
    Weights are >= 0. Of several best pairings the same one is found for the same input.
    """
    if not weights or not weights[0]:
        return []
    turned = len(weights) > len(weights[0])
    rows = [list(row) for row in (zip(*weights, strict=True) if turned else weights)]
    column_of = _columns(rows)
    pairs = [(row, column) for row, column in enumerate(column_of) if rows[row][column] > 0]
    return sorted((column, row) if turned else (row, column) for row, column in pairs)


def _columns(rows: list[list[float]]) -> list[int]:
    """The column of each row in the heaviest full pairing of no more rows than columns. Index 0 is a sentinel."""
    height, width = len(rows), len(rows[0])
    row_potential, column_potential = [0.0] * (height + 1), [0.0] * (width + 1)
    row_at = [0] * (width + 1)
    for row in range(1, height + 1):
        row_at[0] = row
        least, before, used = [math.inf] * (width + 1), [0] * (width + 1), [False] * (width + 1)
        column = 0
        while row_at[column]:
            used[column] = True
            current, step, nearest = row_at[column], math.inf, 0
            for other in range(1, width + 1):
                if used[other]:
                    continue
                cost = -rows[current - 1][other - 1] - row_potential[current] - column_potential[other]
                if cost < least[other]:
                    least[other], before[other] = cost, column
                if least[other] < step:
                    step, nearest = least[other], other
            for other in range(width + 1):
                if used[other]:
                    row_potential[row_at[other]] += step
                    column_potential[other] -= step
                else:
                    least[other] -= step
            column = nearest
        while column:
            row_at[column] = row_at[before[column]]
            column = before[column]
    found = [0] * height
    for column in range(1, width + 1):
        if row_at[column]:
            found[row_at[column] - 1] = column - 1
    return found
