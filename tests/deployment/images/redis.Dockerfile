# Stands in for docker.io/library/redis:7 where no registry is reached: Debian's Redis with the official image's user.
FROM localhost/bootstrapped-redis
RUN groupmod -g 999 redis && usermod -u 999 redis && install -d -o 999 -g 999 /data
WORKDIR /data
CMD ["redis-server"]
