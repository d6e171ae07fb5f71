# syntax=docker/dockerfile:1
# The commands of timp-conformance: docs/ci.md. It is a job that ends, no server: its exit code is the verdict, and there is
# nothing for a HEALTHCHECK to ask.
FROM node:24.19.0-bookworm-slim AS install
WORKDIR /app
COPY . .
# Compiles the commands too.
RUN npm ci --omit=dev --no-audit --no-fund

FROM node:24.19.0-bookworm-slim
ENV NODE_ENV=production \
    RESULTS_DIR=/results \
    XDG_STATE_HOME=/state
# The user node of the image. A volume that is mounted here takes over its owner.
RUN install --directory --owner=node --group=node /results /state
WORKDIR /app
COPY --from=install /app /app
USER 1000:1000
VOLUME ["/results", "/state"]
# Node itself is the first process, so that a stop of the container reaches what sets a changed password back.
ENTRYPOINT ["node", "/app/bin/timp-conformance.mjs"]
CMD ["run"]
