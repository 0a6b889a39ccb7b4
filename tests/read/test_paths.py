"""Files, folders and standard input: what is found, in which order, and what is said about the rest."""

import io
import os
import socket
import threading
from pathlib import Path

import pytest

from rashomon import errors
from rashomon.read import READERS, Notice, Options, Outcome, Reading, check_published, read_paths

OPTIONS = Options(max_bytes=1_000)


def read(*paths: object, stdin: bytes | None = None, options: Options = OPTIONS) -> list[Outcome]:
    stream = None if stdin is None else io.BytesIO(stdin)
    return list(read_paths([str(path) for path in paths], options, stream))


def texts(outcomes: list[Outcome]) -> list[str]:
    return [outcome.document.text for outcome in outcomes if isinstance(outcome, Reading)]


def test_a_folder_is_read_through_and_in_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b/1.TXT").write_text("second", encoding="utf-8")
    (tmp_path / "a.md").write_text("first", encoding="utf-8")
    (tmp_path / "c.jsonl").write_text('{"text":"third"}\n{"text":"fourth"}\n', encoding="utf-8")
    (tmp_path / "d.html").write_text("<html>", encoding="utf-8")
    (tmp_path / "e.pdf").write_bytes(b"%PDF")
    (tmp_path / ".hidden.txt").write_text("hidden", encoding="utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/x.txt").write_text("hidden", encoding="utf-8")
    outcomes = read(tmp_path)
    assert texts(outcomes) == ["first", "second", "third", "fourth"]
    (notice,) = [outcome for outcome in outcomes if isinstance(outcome, Notice)]
    assert notice.message == "files passed over that are not .txt, .md, .jsonl: 2 (.html 1, .pdf 1)."
    assert notice.source == str(tmp_path)


def test_a_folder_with_nothing_to_read_is_a_failure(tmp_path: Path) -> None:
    (failure,) = read(tmp_path)
    assert isinstance(failure, errors.UnreadableError)
    assert "no .txt, .md, .jsonl file" in str(failure)


def test_one_bad_input_leaves_the_others_be(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text("good", encoding="utf-8")
    missing, _, found = *read(tmp_path / "missing.txt"), None, read(good)
    assert isinstance(missing, errors.UnreadableError)
    assert "No such file" in str(missing)
    assert texts(found) == ["good"]
    both = read(tmp_path / "missing.txt", good)
    assert [type(outcome) for outcome in both] == [errors.UnreadableError, Reading]


def test_a_broken_line_is_named_and_the_rest_read(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_bytes(b'{"text":"one"}\n{broken\n\n{"text":"four"}')
    outcomes = read(path)
    assert texts(outcomes) == ["one", "four"]
    assert f"{path}:2" in str(outcomes[1])


def test_one_document_may_not_be_larger_than_the_limit_and_a_jsonl_file_may(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    large.write_text("x" * 1_001, encoding="utf-8")
    exact = tmp_path / "exact.txt"
    exact.write_text("x" * 1_000, encoding="utf-8")
    lines = tmp_path / "lines.jsonl"
    line = '{"text":"%s"}\n'
    lines.write_text("".join(line % (letter * 900) for letter in "abc") + line % ("d" * 5_000) + line % "e", "utf-8")
    refused, kept, *rest = read(large, exact, lines)
    assert isinstance(refused, errors.TooLargeError)
    assert "RASHOMON_MAX_BYTES" in str(refused)
    assert texts([kept]) == ["x" * 1_000]
    assert texts(rest) == ["a" * 900, "b" * 900, "c" * 900, "e"]
    (too_long,) = [outcome for outcome in rest if isinstance(outcome, errors.TooLargeError)]
    assert too_long.source == f"{lines}:4"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'\n{"text":"one"}\n{"text":"two"}\n', ["one", "two"]),
        (b"{not json} but text\n", ["{not json} but text\n"]),
        (b"\n\n Six drones.", ["\n\n Six drones."]),
        (b"---\npublisher: A\n---\nSix drones.", ["Six drones."]),
        ('"text"'.encode("utf-16"), ['"text"']),
    ],
)
def test_standard_input_is_lines_or_text(data: bytes, expected: list[str]) -> None:
    assert texts(read("-", stdin=data)) == expected


def test_empty_standard_input_is_a_failure() -> None:
    (failure,) = read("-", stdin=b"")
    assert isinstance(failure, errors.InputError)
    (absent,) = read("-")
    assert isinstance(absent, errors.UnreadableError)


def test_standard_input_over_the_limit_is_refused() -> None:
    (failure,) = read("-", stdin=b"x" * 2_000)
    assert isinstance(failure, errors.TooLargeError)


def test_one_id_cannot_name_two_texts(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_text('{"id":"a","text":"one"}\n{"id":"a","text":"two"}\n{"id":"a","text":"one"}\n', encoding="utf-8")
    first, conflict, notice = read(path)
    assert texts([first]) == ["one"]
    assert isinstance(conflict, errors.ConflictError)
    assert "'a'" in str(conflict)
    assert isinstance(notice, Notice)
    assert notice.message.endswith("read once: 1.")


def test_a_link_to_nowhere_a_loop_and_a_socket_are_failures(tmp_path: Path) -> None:
    (tmp_path / "nowhere.txt").symlink_to(tmp_path / "gone")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    folder = tmp_path / "s"
    folder.mkdir()
    here = Path.cwd()
    with socket.socket(socket.AF_UNIX) as server:
        os.chdir(folder)  # the name of a socket may have 107 bytes at most
        try:
            server.bind("x.txt")
        finally:
            os.chdir(here)
        outcomes = read(tmp_path / "nowhere.txt", tmp_path / "loop.txt", folder / "x.txt", "a\0b")
    assert [type(outcome) for outcome in outcomes] == [errors.UnreadableError] * 4


def test_a_named_pipe_is_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(b"Six drones.",))
    writer.start()
    assert texts(read(pipe)) == ["Six drones."]
    writer.join()


@pytest.mark.parametrize(
    "said", ["2024-12-11", "2024-02-29", "2024-12-11T06:20", "2024-12-11 06:20:30Z", "2024-12-11T06:20:00.5+03:00"]
)
def test_real_dates_are_kept_as_they_were_written(said: str) -> None:
    assert check_published(said) == said


@pytest.mark.parametrize(
    "said",
    ["2024-02-30", "2023-02-29", "2024-13-01", "11.12.2024", "20241211", "2024-W50-3", "yesterday", "", "0000-01-01",
     "2024-12-11T25:00", "2024-12-11T06:20 or so", "2024-12-11x", "٢٠٢٤-١٢-١١"],
)  # fmt: skip
def test_dates_that_are_none_are_refused(said: str) -> None:
    with pytest.raises(errors.MetadataError, match="YYYY-MM-DD"):
        check_published(said)


def test_every_reader_is_reached_by_its_suffix(tmp_path: Path) -> None:
    for suffix in READERS:
        path = tmp_path / f"a{suffix}"
        path.write_text('{"text":"t"}\n' if suffix == ".jsonl" else "t", encoding="utf-8")
        assert texts(read(path)) == ["t"]
