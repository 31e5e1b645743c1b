# syntax=docker/dockerfile:1

# The current LTS. The bundle also runs with Node 20 and 22.
ARG NODE_IMAGE=node:24-slim

# The bundle is the same on every platform, so it is built on the builder's own, whatever the image is for.
FROM --platform=$BUILDPLATFORM ${NODE_IMAGE} AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY scripts/build.mjs scripts/assets.mjs scripts/
COPY tsconfig.json ./
COPY src src
RUN npm run build && mkdir cache

# Only COPY from here on: nothing of another platform has to run, and nothing depends on when it is built.
FROM ${NODE_IMAGE}
LABEL org.opencontainers.image.title="vpro-cinema-plex" \
      org.opencontainers.image.description="Plex custom metadata provider: Dutch descriptions by the critics of VPRO Cinema, with the Kijkwijzer age rating" \
      org.opencontainers.image.source="https://github.com/vpro-cinema-plex/vpro-cinema-plex" \
      org.opencontainers.image.version="5.0.0" \
      org.opencontainers.image.licenses="MIT"

WORKDIR /app
# package.json tells Node that the bundle consists of ES modules.
COPY package.json LICENSE ./
COPY --from=build /build/dist ./dist
COPY --chmod=755 docker/entrypoint.sh docker/healthcheck.mjs ./docker/
# What was written for the Python system calls `python`; see docker/python.
COPY --chmod=755 docker/python /usr/local/bin/python
COPY --chmod=755 docker/python /usr/local/bin/python3
COPY --chmod=755 docker/vpro-cinema-plex /usr/local/bin/vpro-cinema-plex
COPY --from=build --chown=node:node /build/cache ./cache

ENV NODE_ENV=production \
    PORT=5100 \
    LOG_LEVEL=INFO \
    CACHE_DIR=/app/cache \
    POMS_CACHE_FILE=/app/cache/credentials.json
EXPOSE 5100
VOLUME ["/app/cache"]

HEALTHCHECK --interval=60s --timeout=10s --start-period=10s --retries=3 \
    CMD ["node", "/app/docker/healthcheck.mjs"]

# There is no USER here on purpose. The image of the Python system ran as root, so the cache folder of its users often
# belongs to root: with USER node it could not be written. The entry point therefore begins as root, sees to the folder,
# and becomes an ordinary user for good before the service starts. With `--user` it begins, and stays, as that user.
ENTRYPOINT ["/app/docker/entrypoint.sh"]
# A small nursery, a heap that grows by little before it is collected, and one helper thread of V8: a busy service takes half the
# memory for the same speed.
CMD ["node", "--max-semi-space-size=2", "--heap-growing-percent=30", "--v8-pool-size=1", "/app/dist/main.js"]
