import { expect, test } from '@playwright/test';
import type { ClauseId } from '../../contract/register.ts';
import { compare } from '../../harness/comparison/compare.ts';
import type { Comparison } from '../../harness/comparison/comparison.ts';
import { comparisonLines } from '../../harness/comparison/console-lines.ts';
import { comparisonMarkdown } from '../../harness/comparison/markdown.ts';
import type { DocumentedClause, ResultDocument } from '../../harness/model/result-document.ts';
import { schemaErrors } from '../../harness/schema/schema.ts';
import type { Behaviour } from '../../sandbox/behaviour.ts';
import { deviation, documentIn, storeRun, type StoredRun, verbs } from './stored-run.ts';

/** What changed from one run to another. The results are the real writer's, of clauses that a sandbox was judged by. */

const ids: readonly ClauseId[] = ['RP-OK-01', 'RP-400-04', 'RP-405-01', 'RP-405-02', 'RP-OK-09', 'RP-SEC-05'];

const stored = async (run: Omit<StoredRun, 'ids'> = {}): Promise<ResultDocument> =>
  documentIn(await storeRun({ ids, ...run }));

/** Results that several tests compare. */
let good: ResultDocument;
let faulty: ResultDocument;
let known: ResultDocument;

test.beforeAll(async () => {
  good = await stored();
  faulty = await stored({ sandbox: { behaviour: verbs(200, 'GET') } });
  known = await stored({ sandbox: { behaviour: verbs(200, 'GET') }, deviations: [deviation('RP-405-01')] });
});

/** A comparison as people and machines read it. */
function compared(before: ResultDocument, after: ResultDocument): Comparison & { output: string; markdown: string } {
  const comparison = compare(before, after);
  expect(schemaErrors('diff', comparison)).toEqual([]);
  const output = comparisonLines(comparison, false).join('\n');
  return { ...comparison, output, markdown: comparisonMarkdown(comparison, '# What changed') };
}

const withClause = (
  result: ResultDocument,
  id: ClauseId,
  change: (of: DocumentedClause) => object,
): ResultDocument => ({
  ...result,
  clauses: result.clauses.map((clause) => (clause.id === id ? { ...clause, ...change(clause) } : clause)),
});

const idsOf = (clauses: readonly { readonly id: string }[]): string[] => clauses.map(({ id }) => id);

test('two runs of the same target differ in nothing, whatever their seeds', async () => {
  const again = await stored({ env: { SEED: '11' } });
  const comparison = compare(good, { ...again, target: good.target });
  expect(comparison).toMatchObject({
    conclusion: 'no regression',
    compared: ids.length,
    unlike: [],
    newlyFailing: [],
    newlyKnown: [],
    noLongerKnown: [],
    fixed: [],
    notCompared: [],
    answers: [],
    observations: [],
  });
});

test('a gating clause that newly fails is a regression, and fixed the other way round', () => {
  const { conclusion, newlyFailing, output, markdown } = compared(good, faulty);
  expect(conclusion).toBe('regression');
  expect(newlyFailing).toMatchObject([{ id: 'RP-405-01', gates: true, before: 'conforms' }]);
  expect(newlyFailing[0]?.after).toContain('got 200');
  expect(newlyFailing[0]?.inputs).toContain('GET');
  expect(output).toMatch(/^FAIL {2}RP-405-01 {2}MUST {2}GET is not a verb of this call\n {2}before {2}conforms$/m);
  expect(markdown).toMatch(/^\| \[RP-405-01\]\(https:.*\) \| MUST \| .* \| conforms \| .*got 200.* \| GET, .* \|$/m);

  const back = compared(faulty, good);
  expect(back.conclusion).toBe('no regression');
  expect(idsOf(back.fixed)).toEqual(['RP-405-01']);
  expect(back.output).toMatch(/^FIXED {2}RP-405-01 {2}MUST /m);
  expect(back.markdown).toMatch(/^## Fixed$/m);
});

test('a failure that is known now is no regression, and has its reason', () => {
  for (const before of [good, faulty]) {
    const { conclusion, newlyFailing, newlyKnown, output, markdown } = compared(before, known);
    expect(conclusion).toBe('no regression');
    expect(newlyFailing).toEqual([]);
    expect(newlyKnown).toMatchObject([{ id: 'RP-405-01', deviation: { reason: 'The gateway is to be replaced' } }]);
    expect(output).toMatch(/^ {2}known {3}The gateway is to be replaced \(https:\/\/issues/m);
    expect(markdown).toContain('known: The gateway is to be replaced');
  }
});

test('a failure that is known no longer is the same failure, and no regression', () => {
  const { conclusion, noLongerKnown } = compared(known, faulty);
  expect(conclusion).toBe('no regression');
  expect(idsOf(noLongerKnown)).toEqual(['RP-405-01']);
});

test('another code than the one that a deviation accepts fails anew', async () => {
  const deviations = [deviation('RP-405-01', { accept: [403] })];
  const before = await stored({ sandbox: { behaviour: verbs(403, 'GET') }, deviations });
  const after = await stored({ sandbox: { behaviour: verbs(500, 'GET') }, deviations });
  const { conclusion, newlyFailing } = compared(before, after);
  expect(conclusion).toBe('regression');
  expect(idsOf(newlyFailing)).toEqual(['RP-405-01']);
  expect(newlyFailing[0]?.before).toContain('(known deviation)');
});

test('a clause that fails for a further input is a regression, for one less it is not', () => {
  const fails = (...inputs: readonly string[]): ResultDocument =>
    withClause(good, 'RP-400-04', ({ findings }) => ({
      verdict: 'fail',
      message: 'expected 400 or 422, got 200',
      findings: findings.map((each) => (inputs.includes(each.input) ? { ...each, verdict: 'fail' } : each)),
    }));
  const findings = good.clauses.find(({ id }) => id === 'RP-400-04')?.findings ?? [];
  const [one = '', two = ''] = findings.map(({ input }) => input);
  const { conclusion, newlyFailing } = compared(fails(one), fails(one, two));
  expect(conclusion).toBe('regression');
  expect(newlyFailing).toMatchObject([{ id: 'RP-400-04', inputs: [two] }]);
  expect(compared(fails(one, two), fails(one)).conclusion).toBe('no regression');
});

test('an advisory is a regression under STRICT=1 alone', async () => {
  const instead = { 'RP-OK-09': { verdict: 'fail', message: 'expected different tokens, got one twice' } } as const;
  const advisory = compared(good, await stored({ instead }));
  expect(advisory).toMatchObject({ conclusion: 'no regression', newlyFailing: [{ id: 'RP-OK-09', gates: false }] });
  expect(advisory.output).toMatch(/^ADVISORY {2}RP-OK-09 {2}SHOULD /m);
  expect(advisory.output).toMatch(/\n.*; 1 advisory newly not kept; .*$/);
  const strict = compared(good, await stored({ instead, env: { STRICT: '1' } }));
  expect(strict).toMatchObject({ conclusion: 'regression', newlyFailing: [{ id: 'RP-OK-09', gates: true }] });
  expect(strict.output).toMatch(/^UNLIKE {2}SHOULD clauses gate: no before, yes after$/m);
});

test('a gating clause that conformed and could not be decided any more leaves it open', async () => {
  const after = await stored({
    instead: { 'RP-405-01': { verdict: 'inconclusive', message: 'limited', findings: [] } },
  });
  const { conclusion, output, markdown } = compared(good, after);
  expect(conclusion).toBe('undecided');
  expect(output).toMatch(/^UNDECIDED {2}RP-405-01 {2}MUST {2}inconclusive: limited$/m);
  expect(output).toMatch(
    /\nUNDECIDED {2}1 gating clause \(RP-405-01\) conformed before and could not be decided now; .*$/,
  );
  expect(markdown).toMatch(/^## No longer decided$/m);
  // It was not shown to conform before, so nothing is lost.
  expect(compared(faulty, after).conclusion).toBe('no regression');
});

test('answers that look otherwise though both conform are told once, for all inputs', async () => {
  const before = await stored({ sandbox: { variations: ['values-refused-with-400'] } });
  const behaviour: Behaviour = {
    policy: { refusedValue: 422 },
    answer: (answer) => ({
      ...answer,
      headers: { ...answer.headers, 'X-Powered-By': 'Express', 'Keep-Alive': 'max=5' },
    }),
  };
  const { conclusion, answers, output, markdown } = compared(before, await stored({ sandbox: { behaviour } }));
  expect(conclusion).toBe('no regression');
  const header = answers.filter(({ what }) => what.startsWith('header '));
  expect(header).toMatchObject([{ what: 'header x-powered-by', before: 'absent', after: 'present' }]);
  expect(header[0]?.inputs).toContainEqual({ input: 'plain reset', clauses: ['RP-OK-01'] });
  const status = answers.filter(({ what }) => what === 'status');
  expect(status).toMatchObject([{ before: '400', after: '422' }]);
  expect(status[0]?.inputs[0]?.clauses).toEqual(['RP-400-04']);
  expect(output).toMatch(/^ANSWER {2}status: 400 before, 422 after: .*\(RP-400-04\)/m);
  expect(markdown).toMatch(/^\| status \| 400 \| 422 \| .*RP-400-04.* \|$/m);
});

test('another media type and another shape of the body are told, another value is not', async () => {
  const refusals = (body: string, type: string): Promise<ResultDocument> =>
    stored({
      sandbox: {
        behaviour: {
          answer: (answer) =>
            answer.status === 405 ? { ...answer, body, headers: { ...answer.headers, 'Content-Type': type } } : answer,
        },
      },
    });
  const before = await refusals('{"detail":"no"}', 'application/json');
  const reworded = await refusals('{"detail":"never"}', 'application/json; charset=utf-8');
  expect(compared(before, reworded).answers).toEqual([]);
  const reshaped = await refusals('{"title":"no","status":405}', 'application/problem+json');
  expect(compared(before, reshaped).answers).toMatchObject([
    { what: 'media type', before: 'application/json', after: 'application/problem+json' },
    { what: 'body', before: '{detail: string}', after: '{status: number, title: string}' },
  ]);
});

test('an answer that is none any more is told by what came instead', () => {
  const dropped = (result: ResultDocument): ResultDocument => ({
    ...result,
    answers: result.answers.map((answer) => (answer.status === 405 ? { headers: [], trouble: 'closed' } : answer)),
  });
  const { answers } = compared(good, dropped(good));
  expect(answers).toMatchObject([{ what: 'status', before: '405', after: 'no answer (closed)' }]);
});

test('what a MAY clause observes otherwise is told, and its figures are left aside', async () => {
  const answer: Behaviour['answer'] = (each) => ({ ...each, headers: { ...each.headers, Server: 'nginx/1.2' } });
  const { observations, output } = compared(good, await stored({ sandbox: { behaviour: { answer } } }));
  expect(observations).toEqual([
    { id: 'RP-SEC-05', before: 'no banner tells a version', after: 'a version is told by Server: nginx/1.2' },
  ]);
  expect(output).toMatch(/^SEEN {2}RP-SEC-05\n {2}before {2}no banner/m);
  const figures = withClause(good, 'RP-SEC-05', () => ({ message: 'no banner tells a version: p = 0.4' }));
  expect(compared(good, figures).observations).toEqual([]);
});

test('a part of the suite is compared on what both have judged', async () => {
  const part = documentIn(await storeRun({ ids: ['RP-405-01'], sandbox: { behaviour: verbs(200, 'GET') } }));
  const { conclusion, compared: count, notCompared, output, markdown } = compared(good, part);
  expect(conclusion).toBe('regression');
  expect(count).toBe(1);
  expect(idsOf(notCompared)).toEqual(idsOf(good.clauses).filter((id) => id !== 'RP-405-01'));
  expect(output).toMatch(/^NOT COMPARED {2}5 clauses judged before only, the run was not to judge it: /m);
  expect(markdown).toMatch(/^## Not compared\n\n- 5 clauses judged before only/m);
  expect(compared(part, good).conclusion).toBe('no regression');
});

test('other targets, profiles, contracts and versions are said', () => {
  const other: ResultDocument = {
    ...good,
    target: 'https://api.example.com',
    profile: 'standard',
    suite: { ...good.suite, contract: '0'.repeat(64), clauses: 110 },
    versions: { ...good.versions, 'timp-conformance': '0.0.9' },
  };
  const { unlike, output, markdown } = compared(other, good);
  expect(unlike).toEqual([
    `the target: https://api.example.com before, ${good.target} after`,
    'the profile: standard before, full after',
    `the contract: 000000000000 (110 clauses) before, ${good.suite.contract.slice(0, 12)} (127 clauses) after`,
    `the harness: 0.0.9 before, ${good.versions['timp-conformance'] ?? ''} after`,
  ]);
  expect(output.match(/^UNLIKE /gm)).toHaveLength(4);
  expect(markdown.match(/^- \*\*unlike\*\*/gm)).toHaveLength(4);
  // The embedded sandbox has another address in each run.
  const embedded = { ...good, embedded: true };
  expect(compared({ ...embedded, target: 'http://127.0.0.1:1' }, embedded).unlike).toEqual([]);
});

test('words of a target can neither move the cursor nor be markup', () => {
  const message = 'expected 405, got \u001b[2J <b>| 200';
  const { output, markdown } = compared(
    good,
    withClause(good, 'RP-405-01', () => ({ verdict: 'fail', message })),
  );
  expect(output).toContain('got \\u{1b}[2J <b>');
  expect(markdown).toContain('\\<b\\>\\|');
});
