# Steps of deploy/install: packages, the user and its folders, the code, its virtual environment.
# Each step X has X_does (a sentence), X_differs (a line for each difference) and X_apply (which leaves none).
# shellcheck shell=bash

PACKAGES=(python3 python3-venv postgresql redis-server nginx-light openssl ca-certificates logrotate curl iproute2)
CODE=(accounts deploy docs projects tracker manage.py gunicorn.conf.py pyproject.toml requirements.txt
  requirements-extra.txt CHANGELOG.md LICENSE LICENSE-DATA README.md)
LOCK=requirements-extra.txt
VENV=$HOME_OF_CODE/.venv
# There is it: since then, what runs is not what lies on the disk.
RESTART=/etc/tracker/restart-needed

packages_does() { echo "installs Debian's packages"; }

packages_differs() {
  local package
  for package in "${PACKAGES[@]}"; do
    is_installed "$package" || echo "$package is not installed"
  done
}

# nginx-light is nginx with fewer modules; whoever has another flavour keeps it.
is_installed() {
  local name
  for name in "$1" ${1/#nginx-light/nginx nginx-full nginx-extras}; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" != installed ] || return 0
  done
  return 1
}

packages_apply() {
  local package missing=()
  for package in "${PACKAGES[@]}"; do is_installed "$package" || missing+=("$package"); done
  apt-get -q update
  apt-get -q install --yes --no-install-recommends "${missing[@]}"
}

# Folder, owner, group and mode.
FOLDERS="/etc/tracker root tracker 750
/etc/tracker/tls root root 700
/var/lib/tracker tracker www-data 700
/var/backups/tracker tracker tracker 700
/var/log/tracker www-data adm 750
/var/www/tracker root root 755
/srv/tracker root root 755"

user_does() { echo "makes the user tracker and its folders"; }

user_differs() {
  getent passwd tracker >/dev/null || echo "the user tracker is missing"
  local folder owner group mode
  while read -r folder owner group mode; do
    [ "$(stat -c '%U %G %a' "$folder" 2>/dev/null)" = "$owner $group $mode" ] ||
      echo "$folder is not there as a folder of $owner:$group with mode $mode"
  done <<<"$FOLDERS"
}

user_apply() {
  getent passwd tracker >/dev/null ||
    useradd --system --user-group --home-dir /var/lib/tracker --no-create-home --shell /usr/sbin/nologin tracker
  local folder owner group mode
  while read -r folder owner group mode; do
    install -d -o "$owner" -g "$group" -m "$mode" "$folder"
  done <<<"$FOLDERS"
}

code_does() { echo "copies the code of $HERE to $HOME_OF_CODE, which root owns"; }

code_differs() {
  [ "$HERE" != "$HOME_OF_CODE" ] || return 0
  local name number
  number=$(for name in "${CODE[@]}"; do
    diff -rq --exclude=__pycache__ --exclude=environment "$HERE/$name" "$HOME_OF_CODE/$name" 2>&1 || true
  done | wc -l)
  [ "$number" = 0 ] || echo "$HOME_OF_CODE differs from $HERE in $number files or folders"
}

code_apply() {
  mark_restart
  local name
  for name in "${CODE[@]}"; do
    rm -rf "$HOME_OF_CODE/$name.new"
    cp -R --no-preserve=mode,ownership "$HERE/$name" "$HOME_OF_CODE/$name.new"
    rm -rf "${HOME_OF_CODE:?}/$name"
    mv "$HOME_OF_CODE/$name.new" "$HOME_OF_CODE/$name"
  done
  rm -f "$HOME_OF_CODE/deploy/environment"
  find "$HOME_OF_CODE" -path "$VENV" -prune -o -name __pycache__ -type d -exec rm -rf {} +
  chmod 755 "$HOME_OF_CODE"/deploy/{install,backup,drill,restore,manage}
  # There is no clone in /srv/tracker: /healthz reads the commit here.
  (cd "$HERE" && PYTHONDONTWRITEBYTECODE=1 python3 -c 'from tracker.version import REVISION; print(REVISION)') >"$HOME_OF_CODE/revision"
}

# The Python and the lock that the environment was made of.
wanted_venv() { echo "$(python3 --version 2>&1) $(sha256sum <"$HERE/$LOCK")"; }

venv_does() { echo "installs the Python packages of $LOCK, each with its hash"; }

venv_differs() {
  [ "$(cat "$VENV/made-of" 2>/dev/null)" = "$(wanted_venv)" ] || echo "$VENV is not made of $LOCK"
}

venv_apply() {
  mark_restart
  local fresh=()
  [ "$("$VENV/bin/python" --version 2>&1)" = "$(python3 --version 2>&1)" ] || fresh=(--clear)
  python3 -m venv "${fresh[@]}" "$VENV"
  "$VENV/bin/pip" install --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary :all: -r "$HERE/$LOCK"
  # Nobody but root may write there: compiled now, or never.
  "$VENV/bin/python" -m compileall -q -j 0 "$HOME_OF_CODE"/{tracker,projects,accounts} || true
  wanted_venv >"$VENV/made-of"
}

mark_restart() { install -D -m 644 /dev/null "$RESTART"; }
