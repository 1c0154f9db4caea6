"""The folder that is the broker of one machine survives a disk that was full."""

from __future__ import annotations

from pathlib import Path

import pytest
from kombu import Connection
from kombu.exceptions import ChannelError

from tracker import broker


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("messages", "control"):
        (tmp_path / name).mkdir()
    return tmp_path


@pytest.fixture
def queue(folder: Path, request):
    broker.instead_of_kombus()
    options = {
        "data_folder_in": str(folder / "messages"),
        "data_folder_out": str(folder / "messages"),
        "control_folder": str(folder / "control"),
        "polling_interval": 0.01,
    }
    with Connection("filesystem://", transport_options=options) as connection:
        yield connection.SimpleQueue(request.node.name)  # kombu remembers for the whole process what it has bound


def test_a_damaged_message_is_passed_over(folder: Path, queue) -> None:
    for number, content in enumerate((b"", b'{"body": "half')):
        # kombu takes them by name, which begins with the machine's uptime: 0 is before all of them
        (folder / "messages" / f"0{number}_half.{queue.queue.name}.msg").write_bytes(content)
    queue.put({"look": "again"})

    assert queue.get(timeout=120).payload == {"look": "again"}
    assert not list((folder / "messages").glob("*_half*"))


def test_a_message_that_finds_no_room_leaves_nothing_behind(folder: Path, queue, monkeypatch) -> None:
    def full(path: Path, content: bytes) -> int:
        path.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(ChannelError, match="No space left"):
        queue.put({"look": "again"})

    assert not list((folder / "messages").iterdir())


def test_a_damaged_table_is_written_anew(folder: Path, queue) -> None:
    (table,) = (folder / "control").iterdir()
    table.write_bytes(b"")
    exchange = queue.queue.exchange.name
    assert queue.channel.get_table(exchange) == []

    queue.channel._queue_bind(exchange, "key", "", queue.queue.name)

    assert [bound.queue for bound in queue.channel.get_table(exchange)] == [queue.queue.name]
