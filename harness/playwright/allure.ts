import { isUtf8 } from 'node:buffer';
import type { TestInfo } from '@playwright/test';
import * as allure from 'allure-js-commons';
import type { Suite } from '../judge/suite.ts';
import type { Clause, Level } from '../model/clause.ts';
import type { Exchange } from '../model/exchange.ts';
import type { SecretRegistry } from '../secrets/registry.ts';
import type { Header } from '../model/message.ts';
import { fieldValue } from '../model/message.ts';
import { bodyFileName, needsBodyFile } from '../report/curl.ts';
import { redactBytes } from '../secrets/redact-bytes.ts';

/** Longest body that a report carries, in bytes. */
const longestBody = 16 * 1024;

const severities: Readonly<Record<Level, string>> = { MUST: 'critical', SHOULD: 'normal', MAY: 'minor' };

/** Annotations that allure-playwright turns into labels and the description of a test. */
export function labelsFor(clause: Clause, { title, names }: Suite): { type: string; description: string }[] {
  const [call = '', area = call] = clause.id.split('-');
  const label = (name: string, value: string) => ({ type: `@allure.label.${name}`, description: value });
  return [
    label('clause', clause.id),
    label('level', clause.level),
    label('epic', title),
    label('feature', names.calls[call] ?? call),
    label('story', clause.id),
    label('parentSuite', names.calls[call] ?? call),
    label('suite', names.areas[area] ?? names.calls[call] ?? area),
    label('severity', severities[clause.level]),
    { type: 'description', description: `${clause.promise}.\n\nConforms: ${clause.accept.words}.` },
  ];
}

/** Tells Allure at run time what annotations can't: the source, and an identity that outlives a change of title. */
export async function describeClause(clause: Clause, { sources }: Suite): Promise<void> {
  const source = sources[clause.source];
  if (source !== undefined) await allure.link(source.url, source.name);
  await allure.historyId(clause.id);
  await allure.testCaseId(clause.id);
}

/**
 * Attaches an exchange once, in the form that Allure renders as HTTP; secrets replaced, long bodies cut. A request body
 * that can't be read off a command line comes as a file beside it.
 */
export async function attachExchange(
  info: TestInfo,
  exchange: Exchange,
  registry: SecretRegistry,
  baseUrl: string,
): Promise<void> {
  const { request, response, trouble } = exchange;
  const start = Date.parse(exchange.startedAt);
  const document = {
    schemaVersion: 1,
    request: {
      method: request.method,
      url: registry.redact(`${baseUrl}${request.path}`).slice(0, 2048),
      httpVersion: '1.1',
      headers: fields(request.headers, registry),
      ...(request.body === undefined
        ? {}
        : { body: bodyOf(request.body, fieldValue(request.headers, 'Content-Type'), registry) }),
    },
    ...(response === undefined
      ? {}
      : {
          response: {
            status: response.status,
            statusText: registry.redact(response.reason),
            httpVersion: response.httpVersion,
            headers: fields(response.headers, registry),
            body: bodyOf(response.body, fieldValue(response.headers, 'Content-Type'), registry),
            informationalResponses: exchange.interim.map((status) => ({ status })),
          },
        }),
    ...(trouble === undefined ? {} : { error: { name: trouble.kind, message: registry.redact(trouble.message) } }),
    start,
    stop: start + Math.round(exchange.durationMs),
  };
  await info.attach(`exchange ${exchange.id}: ${registry.redact(exchange.name).slice(0, 80)}`, {
    body: JSON.stringify(document),
    contentType: 'application/vnd.allure.http+json',
  });
  if (request.body !== undefined && needsBodyFile(request.body)) {
    const contentType = 'application/octet-stream';
    await info.attach(bodyFileName(exchange), { body: redactBytes(request.body, registry), contentType });
  }
}

function fields(headers: readonly Header[], registry: SecretRegistry): { name: string; value: string }[] {
  return registry.redactHeaders(headers).map(([name, value]) => ({ name, value: value.slice(0, 1024) }));
}

/** A body for the report: as text where it is text, else its bytes. */
function bodyOf(body: Uint8Array, contentType: string | undefined, registry: SecretRegistry) {
  const bytes = Buffer.from(body);
  const isText = isUtf8(bytes);
  const shown = redactBytes(bytes, registry);
  const kept = isText
    ? shown.toString('utf8').slice(0, longestBody)
    : shown.subarray(0, longestBody).toString('base64');
  return {
    ...(contentType === undefined ? {} : { contentType }),
    encoding: isText ? 'utf8' : 'base64',
    value: kept,
    size: bytes.length,
    truncated: bytes.length > longestBody,
  };
}
