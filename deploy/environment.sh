# Read by the scripts beside it: which Python runs the tracker, and with which environment.
# An environment that is given is taken as it is; else that of the server is read, if there is one.
if [ -z "${DATABASE_URL:-}${DATABASE_URL_FILE:-}${SECRET_KEY:-}" ] && [ -r /etc/tracker/environment ]; then
  set -a
  . /etc/tracker/environment
  set +a
fi
python=${PYTHON:-$here/.venv/bin/python}
[ -x "$python" ] || python=$(command -v "${PYTHON:-python3}")
