# Steps of deploy/install: logs, systemd's units, nginx, the services themselves, the record; and what comes next.
# shellcheck shell=bash

UNITS=/etc/systemd/system
SITE=/etc/nginx/sites-available/tracker
SERVICES=(tracker-prepare tracker-web tracker-worker@1 tracker-worker@2 tracker-outgoing tracker-beat tracker-backup.timer)

logs_does() { echo "keeps nginx's log of readers for a month"; }

logs_differs() { cmp -s "$HERE/deploy/logrotate" /etc/logrotate.d/tracker || echo "/etc/logrotate.d/tracker is not as it should be"; }

logs_apply() { install -m 644 "$HERE/deploy/logrotate" /etc/logrotate.d/tracker; }

unit_files() { (cd "$HERE/deploy/systemd" && find . -type f | sort | sed 's|^\./||'); }

units_does() { echo "installs systemd's units: prepare, web, worker, outgoing, beat, a backup every night"; }

units_differs() {
  local file service
  for file in $(unit_files); do
    cmp -s "$HERE/deploy/systemd/$file" "$UNITS/$file" || echo "$UNITS/$file is not as it should be"
  done
  for service in "${SERVICES[@]}"; do
    systemctl is-enabled --quiet "$service" 2>/dev/null || echo "$service is not started with the host"
  done
}

units_apply() {
  mark_restart
  local file
  for file in $(unit_files); do install -D -m 644 "$HERE/deploy/systemd/$file" "$UNITS/$file"; done
  systemctl daemon-reload
  systemctl enable "${SERVICES[@]}"
}

# The shipped configuration with this host's name and certificate, and HTTP/2 as this nginx writes it.
nginx_lines() {
  local version http2
  version=$(nginx -v 2>&1 | sed -n 's|.*nginx/\([0-9.]*\).*|\1|p')
  if dpkg --compare-versions "${version:-0}" ge 1.25.1; then
    http2='s/^\( *\)ssl_session_tickets off;/&\n\1http2 on;/'
  else
    http2='s/^\( *listen .*443 ssl\)/\1 http2/'
  fi
  sed -e "$http2" "$HERE/deploy/nginx.conf" | sed \
    -e "s|^\( *ssl_certificate  *\).*|\1$CERTIFICATE;|" -e "s|^\( *ssl_certificate_key \).*|\1$KEY;|" \
    -e "s/tracker\.example\.org/$DOMAIN/g" -e '1s|$| Written by deploy/install.|'
}

nginx_does() { echo "puts nginx in front of it, for $DOMAIN alone"; }

nginx_differs() {
  nginx_lines 2>/dev/null | cmp -s - "$SITE" || echo "$SITE is not as it should be"
  [ "$(readlink /etc/nginx/sites-enabled/tracker)" = "$SITE" ] || echo "/etc/nginx/sites-enabled/tracker does not lead to it"
  [ ! -e /etc/nginx/sites-enabled/default ] || echo "Debian's default site is enabled and would answer for other names"
  systemctl is-active --quiet nginx || echo "nginx does not run"
}

nginx_apply() {
  nginx_lines >"$SITE"
  ln -sf "$SITE" /etc/nginx/sites-enabled/tracker
  rm -f /etc/nginx/sites-enabled/default
  nginx -t
  systemctl enable nginx
  systemctl reload-or-restart nginx
}

services_does() { echo "migrates, and starts the tracker"; }

services_differs() {
  local service
  [ ! -e "$RESTART" ] || echo "code, packages, environment or units have changed since the tracker was started"
  for service in "${SERVICES[@]}"; do
    systemctl is-active --quiet "$service" || echo "$service does not run"
  done
}

# An old worker would judge by the old method: they stand still while the new version is prepared. Readers are served.
services_apply() {
  systemctl stop tracker-beat tracker-outgoing 'tracker-worker@*'
  systemctl restart tracker-prepare
  systemctl restart tracker-web
  systemctl start "${SERVICES[@]}"
  rm -f "$RESTART"
  wait_until_ready
}

# Until every part of /readyz is well, for two minutes: workers have had their turn by then.
wait_until_ready() {
  local left
  for left in $(seq 60 -1 0); do
    [ "$(readyz)" != 200 ] || return 0
    sleep 2
  done
  curl --silent --unix-socket /run/tracker/web.sock "http://127.0.0.1/readyz" || true
  echo "The tracker is not ready after two minutes."
  return 1
}

readyz() {
  curl --silent --output /dev/null --write-out '%{http_code}' --max-time 5 --unix-socket /run/tracker/web.sock \
    -H "Host: $DOMAIN" -H 'X-Forwarded-Proto: https' http://127.0.0.1/readyz || true
}

record_does() { echo "loads the record $RECORD"; }

record_differs() {
  [ -n "$RECORD" ] || return 0
  local id=''
  id=$(sed -n '2s/,.*//p' "$HERE/projects/data/$RECORD/programmes.csv")
  ! is_own_database || [ "$(sql -d tracker -c "SELECT 1 FROM projects_programme WHERE id = '$id'" 2>/dev/null)" = 1 ] ||
    echo "the record $RECORD is not loaded"
}

record_apply() { "$HOME_OF_CODE/deploy/manage" import_package "projects/data/$RECORD"; }

next_steps() {
  cat <<TEXT

https://$DOMAIN runs. What is next:
  1. The first admin:     sudo $HOME_OF_CODE/deploy/manage createsuperuser
  2. Is it healthy:       curl --resolve $DOMAIN:443:127.0.0.1 -sk https://$DOMAIN/readyz
  3. Mail:                EMAIL_URL in $ENVIRONMENT, then systemctl restart 'tracker-*'$(mail_is_open)
  4. A real certificate:  $(certificate_advice)
  5. Backups:             every night in /var/backups/tracker; copy them, and $ENVIRONMENT, to another host
  6. What drifts:         sudo $HERE/deploy/install --check
TEXT
}

mail_is_open() { [ "$(variable EMAIL_URL)" != smtp://127.0.0.1:25 ] || echo "   (now: this host's own mail server, which may not be there)"; }

certificate_advice() {
  if [ "$CERTIFICATE" = "$OWN_CERTIFICATE" ]; then
    echo "apt-get install certbot, then certbot certonly --webroot --webroot-path /var/www/tracker -d $DOMAIN \\
                             --deploy-hook 'systemctl reload nginx', then deploy/install --apply --certificate
                             /etc/letsencrypt/live/$DOMAIN/fullchain.pem --key /etc/letsencrypt/live/$DOMAIN/privkey.pem"
  else
    echo "$CERTIFICATE, until $(openssl x509 -in "$CERTIFICATE" -noout -enddate | sed 's/.*=//')"
  fi
}
