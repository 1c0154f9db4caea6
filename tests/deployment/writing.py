"""A program that writes into the record of a host through the API, while something happens to its web server."""

from __future__ import annotations

from tests.deployment.debian_host import Host

# Writes one source after the other, and says what was answered to which.
WRITE = r"""
for number in $(seq 1 40); do
  status=$(curl -sk -o /dev/null -w '%{http_code}' -m 60 --resolve tracker.example.org:443:127.0.0.1 \
    -H "Authorization: Token $TOKEN" -H 'Content-Type: application/json' \
    https://tracker.example.org/api/v1/sources/ -d "{
    \"id\": \"$NAME-$number\", \"title\": \"Report $number\", \"publisher\": \"Ministry of Reports\",
    \"published\": \"2026-02-01\", \"kind\": \"government\", \"url\": \"https://example.org/$NAME-$number\"}")
  echo "$NAME-$number $status"
  if [ $number = 10 ]; then eval "$AMID"; fi
done
"""
NOT_TAKEN = {"502", "503", "504", "000"}


def nothing_is_lost_amid(host: Host, command: str, name: str) -> None:
    """Writes forty sources; the command, in a shell of the host, follows the tenth."""
    made = host.run(
        *("/srv/tracker/deploy/manage", "createsuperuser", "--no-input", "--email", f"{name}@example.org"),
        DJANGO_SUPERUSER_PASSWORD="a-long-password-of-nobody-else-8",
    )
    assert made.returncode == 0, made.stderr
    token = host.manage("make_token", f"{name}@example.org", "--may-publish").strip().splitlines()[-1]
    lines = host.run("bash", "-c", WRITE, TOKEN=token, NAME=name, AMID=command).stdout.splitlines()
    answers = dict(line.split() for line in lines)
    assert len(answers) == 40
    assert set(answers.values()) <= {"201", *NOT_TAKEN}, lines
    taken = {source for source, status in answers.items() if status == "201"}
    assert f"{name}-10" in taken
    assert taken <= set(host.sql(f"SELECT id FROM projects_source WHERE id LIKE '{name}-%'").splitlines())
    host.until_status("/readyz", 200)
