# Stands in for docker.io/library/nginx:1.28 where no registry is reached: Debian's nginx with the official image's user.
FROM localhost/bootstrapped-nginx
RUN groupadd -g 101 nginx || true; useradd -u 101 -g 101 -M -s /usr/sbin/nologin nginx || true
CMD ["nginx", "-g", "daemon off;"]
