import type { Exchange } from '../model/exchange.ts';
import { fieldValue, type Header, type Response } from '../model/message.ts';
import type { SecretRegistry } from '../secrets/registry.ts';
import { shownBody } from './shown-body.ts';

/**
 * An exchange in the form that Allure renders as HTTP (`application/vnd.allure.http+json`); secrets replaced, then long
 * bodies cut.
 */
export function httpExchange(exchange: Exchange, registry: SecretRegistry, baseUrl: string): unknown {
  const { request, response, trouble } = exchange;
  const start = Date.parse(exchange.startedAt);
  return {
    schemaVersion: 1,
    request: {
      method: request.method,
      url: registry.redact(`${baseUrl}${request.path}`).slice(0, 2048),
      httpVersion: '1.1',
      headers: fields(request.headers, registry),
      ...(request.body === undefined
        ? {}
        : { body: bodyOf({ ...request, body: request.body, truncated: false }, registry) }),
    },
    ...(response === undefined
      ? {}
      : {
          response: {
            status: response.status,
            statusText: registry.redact(response.reason),
            httpVersion: response.httpVersion,
            headers: fields(response.headers, registry),
            body: bodyOf(response, registry),
            informationalResponses: exchange.interim.map((status) => ({ status })),
          },
        }),
    ...(trouble === undefined ? {} : { error: { name: trouble.kind, message: registry.redact(trouble.message) } }),
    // Allure shows no such member; other readers of the file have it.
    ...(exchange.phases === undefined ? {} : { phases: exchange.phases }),
    start,
    stop: start + Math.round(exchange.durationMs),
  };
}

function fields(headers: readonly Header[], registry: SecretRegistry): { name: string; value: string }[] {
  return registry.redactHeaders(headers).map(([name, value]) => ({ name, value: value.slice(0, 1024) }));
}

/** A body for the report, with its media type. */
function bodyOf(
  { headers, body, truncated }: Pick<Response, 'headers' | 'body' | 'truncated'>,
  registry: SecretRegistry,
) {
  const contentType = fieldValue(headers, 'Content-Type');
  return {
    ...(contentType === undefined ? {} : { contentType: registry.redact(contentType) }),
    ...shownBody(body, registry, truncated),
  };
}
