"""A small record written through the real actions, people who follow it, and real servers to send to: SMTP and HTTP."""

from __future__ import annotations

import json
import socket
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import factory
import pytest
from aiosmtpd.controller import Controller

from accounts.actions.follows import follow
from accounts.models import DigestPreferences
from accounts.notices.digests.draft import draft_digests
from projects.actions.record_outcome import record_outcome
from projects.actions.record_target import record_target
from projects.actions.revise_target import revise_target
from tests.factories import IndicatorFactory, OutcomeFactory, SourceFactory, TargetFactory, UserFactory

BEFORE = datetime(2024, 3, 1, 9, tzinfo=UTC)
FOLLOWED_AT = datetime(2024, 3, 4, 9, tzinfo=UTC)


@dataclass
class Desk:
    """An editor at work: every claim goes through its action."""

    editor: object

    def promise(self, id="pool", *, at=BEFORE, **columns):
        columns.setdefault("indicator", IndicatorFactory())
        columns.setdefault("source", SourceFactory())
        return record_target(by=self.editor, at=at, **_columns(TargetFactory, id=id, **columns))

    def report(self, target, *, at, published=None, **columns):
        columns.setdefault("source", SourceFactory(published=published or at.date()))
        columns = _columns(OutcomeFactory, indicator=target.indicator, id="", **columns)
        return record_outcome(by=self.editor, at=at, **columns)

    def revise(self, target, *, at, announced=None, **columns):
        announced = announced or at.date()
        source = SourceFactory(published=announced)
        return revise_target(target=target, by=self.editor, at=at, announced=announced, source=source, **columns)


def _columns(of, **given):
    columns = factory.build(dict, FACTORY_CLASS=of, recorded_by=None, **given)
    return {name: value for name, value in columns.items() if not name.startswith("recorded_")}


@pytest.fixture
def desk(db):
    return Desk(UserFactory(editor=True))


@pytest.fixture
def follower(db):
    """Somebody with the default rhythm: Mondays at 08:00 in Almaty, which is 03:00 UTC."""

    def follower(*things, email=None, at=FOLLOWED_AT, **chosen):
        person = UserFactory(**({"email": email} if email else {}))
        DigestPreferences.objects.get_or_create_for(person, at=at, **chosen)
        for thing in things:
            follow(by=person, kind=thing._meta.model_name, thing_id=thing.pk, at=at)
        return person

    return follower


@dataclass
class Postbox:
    """What the SMTP server took, and how it answers: a reply for an address instead of taking the mail."""

    answers: dict[str, str] = field(default_factory=dict)
    taken: list = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  # aiosmtpd calls it so
        answer = self.answers.get(envelope.rcpt_tos[0])
        if answer == "hang up":
            server.transport.abort()
            return "421 gone"
        if answer:
            return answer
        self.raw.append(envelope.content)
        self.taken.append((envelope.rcpt_tos[0], message_from_bytes(envelope.content, policy=policy.default)))
        return "250 taken"

    @property
    def recipients(self):
        return sorted(recipient for recipient, _message in self.taken)

    def message(self, number=-1):
        return self.taken[number][1]


@pytest.fixture
def postbox(settings):
    box = Postbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "tracker.folder_mail_backend.SmtpBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    yield box
    controller.stop()


@pytest.fixture
def on():
    """``on(2025, 1, 6)``: 08:00 that day in Almaty."""
    return lambda year, month, day, hour=3: datetime(year, month, day, hour, tzinfo=UTC)


@pytest.fixture
def today():
    return date(2025, 1, 6)


@pytest.fixture
def draft(on):
    """The draft of somebody's digest at a moment, as if it were due then; None if there is nothing to say."""

    def draft(person, at):
        chosen = DigestPreferences.objects.select_related("user").get(user=person)
        chosen.due_at = at
        drafts = draft_digests([chosen], at).get(person.pk, [None])
        if isinstance(drafts, Exception):
            raise drafts
        return drafts[0]

    return draft


@dataclass
class Receiver:
    """A local web server that records posts and answers as the test says.

    ``answers`` are given one after another, the last one again and again: a status, and headers.

    ``raw`` are bytes given instead of them, one after another, as long as there are any that are not empty.
    """

    url: str = ""
    answers: list = field(default_factory=lambda: [(200, {})])
    taken: list = field(default_factory=list)
    raw: list = field(default_factory=list)

    @property
    def bodies(self):
        return [json.loads(body) for _path, _headers, body in self.taken]


@pytest.fixture
def receiver(settings):
    box = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):  # http.server calls it so
            body = self.rfile.read(int(self.headers["Content-Length"]))
            box.taken.append((self.path, dict(self.headers), body))
            if box.raw and (line := box.raw.pop(0)):
                self.wfile.write(line)
                return
            status, headers = box.answers.pop(0) if len(box.answers) > 1 else box.answers[0]
            content = json.dumps(headers.pop("body", {})).encode()
            self.send_response(status)
            for name, value in {"Content-Length": str(len(content)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_said):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
    box.url = f"http://127.0.0.1:{server.server_port}/hook?from=tracker"
    settings.WEB_HOOK_NETWORKS = ["127.0.0.0/8"]
    yield box
    server.shutdown()
    server.server_close()


DUE = datetime(2024, 7, 8, 3, tzinfo=UTC)


@pytest.fixture
def at():
    """``at(moment)``: a clock that stands still."""
    return lambda moment: lambda: moment


@pytest.fixture
def late(desk):
    """A target that was due on 30 June 2024 and of which nothing was reported."""
    return desk.promise("late", deadline=date(2024, 6, 30))


@pytest.fixture
def waiting(follower, late):
    """Somebody whose digest is due on 8 July 2024."""
    person = follower(late, email="aigul@example.org")
    DigestPreferences.objects.filter(user=person).update(due_at=DUE)
    return person
