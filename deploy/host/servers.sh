# Steps of deploy/install: the environment with its drawn secrets, PostgreSQL, Redis, the certificate.
# No secret is ever an argument or a line of the log: they go from file to file, or through standard input.
# shellcheck shell=bash

OWN_CERTIFICATE=/etc/tracker/tls/certificate.pem
OWN_KEY=/etc/tracker/tls/key.pem
REDIS=/etc/redis/tracker.conf

# The value of a variable of the environment's file.
variable() { sed -n "s/^$1=//p" "$ENVIRONMENT" 2>/dev/null | tail -1 | sed 's/^"\(.*\)"$/\1/'; }

environment_does() { echo "writes $ENVIRONMENT with drawn secrets"; }

environment_differs() {
  [ -e "$ENVIRONMENT" ] || { echo "$ENVIRONMENT is missing"; return; }
  [ "$(stat -c '%U:%G %a' "$ENVIRONMENT")" = "root:tracker 640" ] || echo "$ENVIRONMENT is not root:tracker with mode 640"
  local name
  for name in $(sed -n 's/^\([A-Z_]*\)=.*/\1/p' "$HERE/deploy/environment.example"); do
    grep -q "^$name=" "$ENVIRONMENT" || echo "$ENVIRONMENT has no $name: copy its line from deploy/environment.example"
  done
  too_many_web_processes
}

# A file that is there is an operator's: its rights are put right, its lines are left alone.
environment_apply() {
  if [ ! -e "$ENVIRONMENT" ]; then
    mark_restart
    python3 "$HERE/deploy/host/environment.py" "$HERE/deploy/environment.example" "$ENVIRONMENT" \
      "$DOMAIN" "$MAIL" "${EMAIL_URL_FILE:--}" "$(web_processes)"
  fi
  chown root:tracker "$ENVIRONMENT"
  chmod 640 "$ENVIRONMENT"
}

# Whether DATABASE_URL names the database that this script makes; any other is the operator's own.
is_own_database() { [[ $(variable DATABASE_URL) =~ ^postgres(ql)?://tracker:[^@]+@(127\.0\.0\.1|localhost)(:[0-9]+)?/tracker(\?.*)?$ ]]; }

sql() { (cd / && runuser -u postgres -- psql -X -q -A -t -v ON_ERROR_STOP=1 "$@"); }

database_does() { echo "makes the role and the database tracker in PostgreSQL"; }

database_differs() {
  [ -e "$ENVIRONMENT" ] || { echo "the database tracker is missing"; return; }
  is_own_database || return 0
  systemctl is-active --quiet postgresql || { echo "PostgreSQL does not run"; return; }
  local role owner
  role=$(sql -c "SELECT rolcanlogin, rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls FROM pg_roles WHERE rolname = 'tracker'")
  [ "$role" = "t|f|f|f|f|f" ] || echo "the role tracker is missing, or may more than log in"
  owner=$(sql -c "SELECT pg_get_userbyid(datdba), has_database_privilege('public', oid, 'CONNECT') FROM pg_database WHERE datname = 'tracker'")
  [ "$owner" = "tracker|f" ] || echo "the database tracker is missing, not the role's own, or open to every role"
  python3 "$HERE/deploy/host/role.py" --try "$ENVIRONMENT" 2>/dev/null || echo "the password of DATABASE_URL does not open the database"
}

database_apply() {
  systemctl enable --now postgresql
  is_own_database || return 0
  [ "$(sql -c "SELECT 1 FROM pg_roles WHERE rolname = 'tracker'")" = 1 ] || sql -c "CREATE ROLE tracker"
  # The role's password is a hash of the drawn one when it leaves this program.
  python3 "$HERE/deploy/host/role.py" --sql "$ENVIRONMENT" | sql -f -
  local name
  for name in tracker tracker_drill; do # the second is for deploy/drill, whose role may make none
    [ "$(sql -c "SELECT 1 FROM pg_database WHERE datname = '$name'")" = 1 ] ||
      sql -c "CREATE DATABASE $name OWNER tracker ENCODING 'UTF8' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'"
    sql -c "ALTER DATABASE $name OWNER TO tracker" -c "REVOKE ALL ON DATABASE $name FROM PUBLIC"
  done
}

redis_password() { variable CELERY_BROKER_URL | sed -n 's|^redis://:\([^@/]*\)@127\.0\.0\.1:6379/.*|\1|p'; }

redis_lines() {
  cat <<TEXT
# Written by deploy/install; /etc/redis/redis.conf includes it. The password is that of /etc/tracker/environment.
bind 127.0.0.1 -::1
requirepass $(redis_password)
# Tasks may not vanish because memory is short, and all that is here may be lost: nothing goes to the disk.
maxmemory 256mb
maxmemory-policy noeviction
save ""
appendonly no
TEXT
}

redis_does() { echo "gives Redis a password, and noeviction"; }

redis_differs() {
  [ -e "$ENVIRONMENT" ] || { echo "Redis has no password"; return; }
  [ -n "$(redis_password)" ] || return 0
  [ "$(stat -c '%U:%G %a' "$REDIS" 2>/dev/null)" = "redis:redis 640" ] && redis_lines | cmp -s - "$REDIS" || echo "$REDIS is not as it should be"
  grep -qx "include $REDIS" /etc/redis/redis.conf 2>/dev/null || echo "/etc/redis/redis.conf does not include $REDIS"
  [ "$(REDISCLI_AUTH=$(redis_password) redis-cli --no-auth-warning -h 127.0.0.1 ping 2>/dev/null)" = PONG ] ||
    echo "Redis does not answer to the password of CELERY_BROKER_URL"
}

redis_apply() {
  redis_lines | install -o redis -g redis -m 640 /dev/stdin "$REDIS"
  grep -qx "include $REDIS" /etc/redis/redis.conf || printf '\ninclude %s\n' "$REDIS" >>/etc/redis/redis.conf
  systemctl enable redis-server
  systemctl restart redis-server
}

certificate_does() { echo "signs a certificate for $DOMAIN itself, until there is a real one"; }

certificate_differs() {
  [ "$CERTIFICATE" = "$OWN_CERTIFICATE" ] || return 0
  [ -e "$OWN_CERTIFICATE" ] || { echo "there is no certificate"; return; }
  openssl x509 -in "$OWN_CERTIFICATE" -noout -checkend 2592000 >/dev/null || echo "the self-signed certificate expires within a month"
  openssl x509 -in "$OWN_CERTIFICATE" -noout -checkhost "$DOMAIN" | grep -q 'does match' || echo "the self-signed certificate is for another name"
}

certificate_apply() {
  (umask 077 && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 365 \
    -subj "/CN=${DOMAIN:0:64}" -addext "subjectAltName=DNS:$DOMAIN" -keyout "$OWN_KEY" -out "$OWN_CERTIFICATE")
}
