# syntax=docker/dockerfile:1
# The commands of timp-conformance: docs/ci.md. It is a job that ends, no server: its exit code is the verdict, and there is
# nothing for a HEALTHCHECK to ask.
FROM node:24.19.0-bookworm-slim AS build
WORKDIR /app
COPY . .
# Compiles the program too.
RUN npm ci --omit=dev
RUN mkdir -p volumes/results volumes/state

FROM node:24.19.0-bookworm-slim
ENV NODE_ENV=production RESULTS_DIR=/results XDG_STATE_HOME=/state
WORKDIR /app
COPY --from=build /app/package.json /app/allurerc.mjs /app/LICENSE ./
COPY --from=build /app/bin/*.mjs bin/
COPY --from=build /app/schemas schemas/
COPY --from=build /app/dist dist/
COPY --from=build /app/node_modules node_modules/
# The user node of the image owns what is written to, and nothing else.
COPY --from=build --chown=1000:1000 /app/volumes/ /
USER 1000:1000
VOLUME ["/results", "/state"]
# Node itself is the first process, so that a stop of the container reaches what sets a changed password back.
ENTRYPOINT ["node", "/app/bin/timp-conformance.mjs"]
CMD ["run"]
