"""Splink, the peer: the same reports with the same fields, its own model, trained without labels as its manual does.

``pip install rashomon[peer]``; where it is not installed its lines are passed over. Its clusters are connected components
above a probability, so that one document's reports can come together; it has no facts that forbid a link.
"""

import csv
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from rashomon.link import Profile

SEED = 1
PROBABILITIES = (0.5, 0.9, 0.99, 0.999, 0.9999, 0.99999)
NOTHING = ""
COLUMNS = (
    "unique_id", "document", "first", "last", "latitude", "longitude", "place", "country", "deed", "actors", "targets",
    "weapons", "killed", "injured", "published",
)  # fmt: skip


def installed() -> bool:
    """Whether Splink is here."""
    try:
        import splink  # noqa: F401
    except ImportError:
        return False
    return True


def clusters(
    profiles: Sequence[Profile], probabilities: Sequence[float] = PROBABILITIES
) -> dict[float, list[tuple[str, ...]]]:
    """Groups of report ids that Splink makes of the Profiles, by the probability above which it joins."""
    import duckdb
    import splink.comparison_level_library as levels
    import splink.comparison_library as compare
    from splink import Linker, SettingsCreator, block_on
    from splink.internals.duckdb.database_api import DuckDBAPI

    def figures(column: str) -> "compare.CustomComparison":
        same = f"{column}_l = {column}_r"
        return compare.CustomComparison(
            output_column_name=column,
            comparison_levels=[
                levels.NullLevel(column),
                levels.CustomLevel(f"{same} and {column}_l >= 5", label_for_charts="equal, five or more"),
                levels.CustomLevel(f"{same} and {column}_l > 0", label_for_charts="equal"),
                levels.CustomLevel(same, label_for_charts="none"),
                levels.ElseLevel(),
            ],
        )

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reports.csv"
        _write(path, profiles)
        connection = duckdb.connect(":memory:")
        lists = ", ".join(f"string_split({name}, '|') as {name}" for name in ("actors", "targets", "weapons"))
        connection.execute(
            f"create table reports as select * replace ({lists}) from read_csv('{path}', header=true, all_varchar=false,"
            " types={'unique_id': 'VARCHAR', 'actors': 'VARCHAR', 'targets': 'VARCHAR', 'weapons': 'VARCHAR',"
            " 'first': 'DATE', 'last': 'DATE', 'published': 'DATE', 'killed': 'INTEGER', 'injured': 'INTEGER',"
            " 'latitude': 'DOUBLE', 'longitude': 'DOUBLE', 'place': 'VARCHAR', 'deed': 'VARCHAR'})"
        )
        api = DuckDBAPI(connection)
        days = compare.AbsoluteDateDifferenceAtThresholds
        settings = SettingsCreator(
            link_type="dedupe_only",
            blocking_rules_to_generate_predictions=[
                block_on("country", "first"), block_on("country", "last"), block_on("place", "published"),
                "l.country = r.country and l.first = r.first + 1", "l.country = r.country and l.first = r.first - 1",
            ],
            comparisons=[
                days("first", input_is_string=False, metrics=["day", "day"], thresholds=[1, 3]),
                days("last", input_is_string=False, metrics=["day", "day"], thresholds=[1, 3]),
                compare.DistanceInKMAtThresholds("latitude", "longitude", [1, 5, 20, 50]),
                compare.ExactMatch("place").configure(term_frequency_adjustments=True),
                compare.ExactMatch("deed"),
                compare.ArrayIntersectAtSizes("actors", [2, 1]),
                compare.ArrayIntersectAtSizes("targets", [1]),
                compare.ArrayIntersectAtSizes("weapons", [2, 1]),
                figures("killed"),
                figures("injured"),
                days("published", input_is_string=False, metrics=["day", "day", "day"], thresholds=[1, 5, 30]),
            ],
        )  # fmt: skip
        linker = Linker(api.register("reports"), settings, log_level=None)
        linker.training.estimate_probability_two_random_records_match(
            [block_on("place", "first", "killed"), block_on("place", "first", "published")], recall=0.6
        )
        linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=SEED)
        for rule in (
            block_on("first", "place"),
            block_on("published", "killed"),
            block_on("place", "killed", "injured"),
        ):
            linker.training.estimate_parameters_using_expectation_maximisation(rule, record_sample_proportion=1.0)
        predicted = linker.inference.predict(threshold_match_probability=0.01)
        outcomes = {}
        for probability in probabilities:
            found = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, probability)
            rows = connection.execute(f"select cluster_id, unique_id from {found.physical_name}").fetchall()
            groups: dict[str, list[str]] = {}
            for cluster, report in rows:
                groups.setdefault(str(cluster), []).append(str(report))
            outcomes[probability] = [tuple(sorted(members)) for members in groups.values()]
    return outcomes


def _write(path: Path, profiles: Iterable[Profile]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for profile in profiles:
            place = profile.places[0] if profile.places else None
            span = profile.times[0] if profile.times else None
            writer.writerow([
                profile.id, profile.document, span.start.date() if span else NOTHING, span.end.date() if span else NOTHING,
                place.latitude if place else NOTHING, place.longitude if place else NOTHING, place.name if place else NOTHING,
                place.country if place else NOTHING, profile.subtype or NOTHING, "|".join(profile.actor),
                "|".join(profile.target), "|".join(profile.weapon), _figure(profile, "killed"), _figure(profile, "injured"),
                profile.published or NOTHING,
            ])  # fmt: skip


def _figure(profile: Profile, question: str) -> int | str:
    """The least of a figure, which is the coders' own where they give one."""
    told = [quantity.low or 0 for asked, _, quantity in profile.counts if asked == question]
    return max(told) if told else NOTHING
