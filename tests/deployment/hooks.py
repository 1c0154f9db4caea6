"""A web hook on a host, and the messages that wait for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.deployment import hook_receiver
from tests.deployment.debian_host import Host, until

URL = f"http://127.0.0.1:{hook_receiver.PORT}/"
ENQUEUE = """
from django.utils import timezone
from accounts.delivery.enqueue import MessageDraft, enqueue
from accounts.models import User, WebHook
at = timezone.now()
person, _is_new = User.objects.get_or_create(email="holder@example.org")
WebHook.objects.get_or_create(user=person, url="{url}", defaults={{"created_at": at}})
(message,) = enqueue([MessageDraft(
    user_id=person.pk, kind="notice", channel="webhook", key="{key}", recipient="{url}",
    language="en", subject="S", text="T",
)], at=at)
print(message.pk)
"""
# Systemd takes drop-ins in the order of their names, and the last file of an environment counts.
DROP_IN = "/run/systemd/system/tracker-outgoing.service.d/networks.conf"
RECEIVE = f"""
mkdir -p {hook_receiver.FOLDER} $(dirname {DROP_IN})
echo 'WEB_HOOK_NETWORKS=127.0.0.0/8' >{hook_receiver.FOLDER}/environment
printf '[Service]\\nEnvironmentFile={hook_receiver.FOLDER}/environment\\n' >{DROP_IN}
systemctl daemon-reload
systemctl restart tracker-outgoing
systemd-run --quiet --unit=hook-receiver python3 /root/clone/tests/deployment/hook_receiver.py
"""
FORGET = f"""
systemctl stop hook-receiver
rm -r {DROP_IN} {hook_receiver.FOLDER}
systemctl daemon-reload
systemctl restart tracker-outgoing
"""


@dataclass(frozen=True)
class Hook:
    host: Host

    def enqueue(self, key: str) -> str:
        """A message for it, due now. Returns its number."""
        return self.host.manage("shell", "--no-imports", "-c", ENQUEUE.format(url=URL, key=key)).split()[-1]

    def stop_sender(self) -> None:
        """From the next request on."""
        self.host.run("touch", str(hook_receiver.STOP), check=True)

    @property
    def requests(self) -> list[str]:
        """The number of the message of each request that came."""
        ids = self.host.run("cat", str(hook_receiver.IDS), check=True).stdout.split()
        return [name.removeprefix("msg_") for name in ids]

    def state(self, number: str) -> str:
        return self.host.sql(f"SELECT state FROM accounts_message WHERE id = {number}")

    def until_state(self, number: str, state: str) -> None:
        until(lambda: self.state(number) == state, f"message {number} does not become {state}")


@contextmanager
def receiving(host: Host) -> Iterator[Hook]:
    host.run("bash", "-ec", RECEIVE, check=True)
    try:
        until(lambda: host.run("test", "-e", str(hook_receiver.IDS)).returncode == 0, "nobody receives")
        yield Hook(host)
    finally:
        host.run("bash", "-ec", FORGET, check=True)
