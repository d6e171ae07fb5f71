import { isUtf8 } from 'node:buffer';
import type { Exchange } from '../model/exchange.ts';
import { traceIdOf } from '../model/trace-context.ts';
import type { Finding } from '../model/verdict.ts';
import { redactBegin } from '../secrets/redact-bytes.ts';
import type { SecretRegistry } from '../secrets/registry.ts';
import { escapeHtml } from '../text/html.ts';
import { printable, printableBytes } from '../text/printable.ts';
import { againCommand } from './again.ts';
import { commandFor } from './curl.ts';
import { differences } from './difference.ts';
import { phasesInWords } from './phases-in-words.ts';
import { type ClauseResult, outcomeOf, reasonOf, type RunResult } from './run-result.ts';

/** Findings that a page shows whole; a clause with many inputs fails alike for most of them. */
const mostFindings = 3;
/** Longest body that a page shows, in characters. */
const longestBody = 4000;
/** Long enough for a request with a header of 16 KiB: a command that is cut repeats nothing. */
const longestCommand = 20_000;

/**
 * What a reader wants to know of a clause first, as HTML without script: the promise with its source, and
 * where it was not kept what was expected, what came, the exchange, and how to see it again.
 *
 * @param good A good exchange, to compare with; undefined where there is none.
 */
export function clausePage(
  clause: ClauseResult,
  result: RunResult,
  registry: SecretRegistry,
  good: Exchange | undefined,
): string {
  const { target } = result;
  const outcome = outcomeOf(clause, target);
  const promise = `<p><b>${text(clause.promise)}.</b> ${clause.level}, by <a href="${text(clause.source.url)}">${text(clause.source.name)}</a>.<br>Conforms: ${text(clause.accepted)}.</p>`;
  const reason = reasonOf(clause);
  if (clause.verdict === 'pass') return `${promise}${reason === '' ? '' : `<p>Seen: ${text(reason)}</p>`}`;
  const failed = clause.findings.filter(({ verdict, input }) => verdict === 'fail' && input !== '');
  const more = failed.length - mostFindings;
  return [
    promise,
    verdictLine(clause, outcome),
    ...(failed.length === 0 && reason !== '' ? [`<p>${text(reason)}</p>`] : []),
    ...failed.slice(0, mostFindings).map((finding) => findingOf(finding, result, registry, good)),
    ...(more > 0
      ? [`<p>And ${more} more ${more === 1 ? 'input fails' : 'inputs fail'}: see the steps below.</p>`]
      : []),
    ...(outcome === 'not applicable'
      ? []
      : ['<p>Judge it again:</p>', `<pre>${text(againCommand(clause.id, target))}</pre>`]),
  ].join('\n');
}

const meanings = {
  conforms: '',
  nonconformity: 'The promise is broken, and that decides the verdict on the target.',
  'known deviation': 'The promise is broken. The deviation is known and reviewed, so it does not decide the verdict.',
  advisory: 'The promise is not kept. It is an advisory, so it does not decide the verdict (STRICT=1 lets it).',
  inconclusive: 'It could not be decided whether the promise is kept.',
  'not reached': 'It could not be decided whether the promise is kept.',
  'not applicable': 'The clause does not apply here.',
  'harness error': 'The harness broke, so nothing is said of the target.',
} as const;

function verdictLine({ deviation, blame }: ClauseResult, outcome: keyof typeof meanings): string {
  const known =
    deviation === undefined
      ? outcome === 'nonconformity'
        ? ' It is not among the known deviations.'
        : ''
      : ` <a href="${text(deviation.link)}">${text(deviation.reason)}</a> (to be reviewed by ${text(deviation.reviewBy)})`;
  return `<p>${meanings[outcome]}${known}${blame === undefined ? '' : ` The fault lies with: ${text(blame)}.`}</p>`;
}

function findingOf(finding: Finding, result: RunResult, registry: SecretRegistry, good: Exchange | undefined): string {
  const exchange = result.exchanges.find(({ id }) => id === finding.exchange);
  return [
    `<h4>${text(finding.input)}</h4>`,
    '<table><tbody>',
    `<tr><th>expected</th><td>${text(finding.expected)}</td></tr>`,
    `<tr><th>actual</th><td>${text(finding.actual)}</td></tr>`,
    '</tbody></table>',
    ...(exchange === undefined ? [] : exchangeOf(exchange, result, registry, good)),
  ].join('\n');
}

function exchangeOf(
  exchange: Exchange,
  { target }: RunResult,
  registry: SecretRegistry,
  good: Exchange | undefined,
): string[] {
  const { request, response, trouble } = exchange;
  const [line = '', ...fields] = linesOf(exchange.sentHead, registry);
  const differs = good === undefined || good.id === exchange.id ? [] : differences(exchange, good, registry);
  const trace = traceIdOf(exchange);
  const answer =
    response === undefined
      ? [`<p>No response: ${text(registry.redact(trouble?.message ?? 'nothing came'))}</p>`]
      : [
          '<p>Answer</p>',
          `<pre>HTTP/${text(response.httpVersion)} ${response.status} ${text(registry.redact(response.reason))}</pre>`,
          folded(registry.redactHeaders(response.headers).map(([name, value]) => `${name}: ${value}`)),
          ...body(response.body, registry, response.truncated),
        ];
  return [
    '<p>Request</p>',
    `<pre>${text(line)}</pre>`,
    folded(fields),
    ...body(request.body, registry),
    ...(trace === undefined ? [] : [`<p>Its trace, for the logs of the target: <code>${text(trace)}</code></p>`]),
    ...(differs.length === 0
      ? []
      : [
          '<p>How it differs from a good request</p>',
          `<ul>${differs.map((each) => `<li>${text(each)}</li>`).join('')}</ul>`,
        ]),
    ...answer,
    ...(exchange.phases === undefined ? [] : [`<p>Time: ${text(phasesInWords(exchange.phases))}</p>`]),
    '<p>Send it again</p>',
    `<pre style="white-space: pre-wrap; overflow-wrap: anywhere">${text(commandFor(exchange, target.baseUrl, registry), longestCommand)}</pre>`,
  ];
}

function linesOf(head: string, registry: SecretRegistry): string[] {
  return registry
    .redact(head)
    .split('\r\n')
    .filter((line) => line !== '');
}

function folded(fields: readonly string[]): string {
  if (fields.length === 0) return '';
  const count = `${fields.length} header ${fields.length === 1 ? 'field' : 'fields'}`;
  return `<details><summary>${count}</summary><pre>${fields.map((each) => text(each)).join('\n')}</pre></details>`;
}

/** A body where there is one; JSON is indented. */
function body(bytes: Uint8Array | undefined, registry: SecretRegistry, isCut = false): string[] {
  if (bytes === undefined || bytes.length === 0) return [];
  const shown = redactBegin(bytes, registry, 16 * longestBody, isCut);
  const json = isUtf8(shown) ? indented(shown.toString('utf8')) : undefined;
  if (json === undefined) return [`<pre>${escapeHtml(printableBytes(shown, longestBody))}</pre>`];
  const cut = json.length > longestBody ? `${json.slice(0, longestBody)}\n…` : json;
  return [
    `<pre>${cut
      .split('\n')
      .map((line) => text(line))
      .join('\n')}</pre>`,
  ];
}

/** A JSON document with line breaks and indents; undefined for what is none, or too large to be worth it. */
function indented(document: string): string | undefined {
  if (document.length > 16 * longestBody) return undefined;
  try {
    return JSON.stringify(JSON.parse(document), undefined, 2);
  } catch {
    return undefined;
  }
}

/** One line of text in HTML. */
function text(line: string, limit?: number): string {
  return escapeHtml(printable(line, limit));
}
