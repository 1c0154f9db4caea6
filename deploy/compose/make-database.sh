#!/bin/sh
# Run once by PostgreSQL's image, when its folder is still empty: the tracker's role, which owns its own database and
# one to try out copies, and cannot even open another. The password goes from the file to the server, never through arguments.
set -eu
psql --quiet --no-psqlrc --set=ON_ERROR_STOP=1 --username="${POSTGRES_USER:-postgres}" --dbname=postgres <<'SQL'
\set password `cat /run/secrets/database-password`
SET log_statement = 'none';
CREATE ROLE tracker LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'password';
CREATE DATABASE tracker OWNER tracker TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8';
REVOKE ALL ON DATABASE tracker FROM PUBLIC;
-- Empty but for deploy/drill, whose role may make none.
CREATE DATABASE tracker_drill OWNER tracker TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8';
REVOKE ALL ON DATABASE tracker_drill FROM PUBLIC;
REVOKE ALL ON DATABASE postgres FROM PUBLIC;
REVOKE ALL ON DATABASE template1 FROM PUBLIC;
SQL
