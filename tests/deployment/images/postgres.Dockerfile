# Stands in for docker.io/library/postgres:15 where no registry is reached: Debian's PostgreSQL with what the official
# image documents and deploy/compose.yaml relies on: user 999, PGDATA, POSTGRES_PASSWORD_FILE, POSTGRES_INITDB_ARGS and
# /docker-entrypoint-initdb.d.
FROM localhost/bootstrapped-postgres
RUN groupmod -g 999 postgres && usermod -u 999 postgres && rm -rf /var/lib/postgresql/* /var/run \
    && mkdir /docker-entrypoint-initdb.d && install -d -m 1777 /var/lib/postgresql/data /var/run/postgresql
COPY postgres-entrypoint /usr/local/bin/docker-entrypoint.sh
ENV PATH=/usr/lib/postgresql/15/bin:$PATH PGDATA=/var/lib/postgresql/data
VOLUME /var/lib/postgresql/data
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["postgres"]
