import { expect, test } from '@playwright/test';
import type { DocumentedClause, ResultDocument } from '../../harness/model/result-document.ts';
import { schemaErrors } from '../../harness/schema/schema.ts';
import { statementHtml } from '../../harness/statement/html-page.ts';
import { inTotoStatement } from '../../harness/statement/in-toto.ts';
import { statementMarkdown } from '../../harness/statement/markdown.ts';
import { type Statement, statementOf } from '../../harness/statement/statement.ts';
import { suite } from '../../specs/suite.ts';
import { deviation, documentIn, storeRun } from '../comparison/stored-run.ts';

/** What a conformance statement says. */

const ids = ['VT-02', 'RP-405-01', 'RP-OK-01', 'RP-OK-09', 'RP-SEC-05', 'RP-SEC-04'] as const;
const sha256 = '3f'.repeat(32);

let result: ResultDocument;

test.beforeAll(async () => {
  result = documentIn(await storeRun({ ids }));
});

const stated = (change: Partial<ResultDocument> = {}): Statement =>
  statementOf({ ...result, ...change } as ResultDocument, sha256, suite);

function withClause(id: (typeof ids)[number], change: Partial<DocumentedClause>): Partial<ResultDocument> {
  return { clauses: result.clauses.map((clause) => (clause.id === id ? { ...clause, ...change } : clause)) };
}

test('every clause stands there, in the order of the register, with level, promise and verdict', () => {
  const statement = stated();
  expect(statement.areas.map(({ title, clauses }) => [title, ...clauses.map(({ id }) => id)])).toEqual([
    ['Reset password: Success', 'RP-OK-01', 'RP-OK-09'],
    ['Reset password: Wrong verb', 'RP-405-01'],
    ['Reset password: Security', 'RP-SEC-04', 'RP-SEC-05'],
    ['Validate token', 'VT-02'],
  ]);
  const markdown = statementMarkdown(statement);
  const html = statementHtml(statement);
  for (const { id, level, promise, source } of result.clauses) {
    expect(markdown).toMatch(new RegExp(`^\\| \\[${id}\\]\\(.*\\) \\| ${level} \\| `, 'm'));
    for (const said of [`id="${id}"`, promise, `href="${source}"`]) expect(html).toContain(said);
  }
  expect(markdown).toMatch(/^\| \[RP-SEC-04\].* \| not applicable \| BASE\\_URL is not https \|$/m);
  expect(markdown).toMatch(/^\| \[RP-SEC-05\].* \| kept \| no banner tells a version \|$/m);
  expect(markdown).toContain('Nothing: every clause that applies was kept.');
});

test('what was not kept stands first, a known deviation with its reason', () => {
  const known = withClause('RP-405-01', {
    verdict: 'fail',
    message: 'expected 405',
    deviation: deviation('RP-405-01'),
  });
  const { departures } = statementOf(
    {
      ...result,
      clauses: (known.clauses ?? []).map((clause) => {
        if (clause.id === 'RP-OK-01') return { ...clause, verdict: 'inconclusive', message: 'limited' };
        return ['RP-OK-09', 'VT-02'].includes(clause.id) ? { ...clause, verdict: 'fail', message: 'it fails' } : clause;
      }),
    },
    sha256,
    suite,
  );
  expect(departures.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual([
    'VT-02 not kept',
    'RP-405-01 known deviation',
    'RP-OK-09 advisory not kept',
    'RP-OK-01 not decided',
  ]);
  const markdown = statementMarkdown(stated(known));
  expect(markdown).toContain('expected 405 Reason: The gateway is to be replaced https://issues.example.com/1234');
  const html = statementHtml(stated(known));
  expect(html).toContain('<a href="https://issues.example.com/1234">');
  expect(html).toContain('Known since 2026-01-01, to be reviewed by 2999-12-31.');
});

test('a SHOULD that was not kept is not kept at all under STRICT=1', () => {
  const failing = withClause('RP-OK-09', { verdict: 'fail', message: 'it fails' });
  expect(stated(failing).departures[0]?.outcome).toBe('advisory not kept');
  expect(stated({ ...failing, strict: true }).departures[0]?.outcome).toBe('not kept');
});

const results: readonly { title: string; change: () => Partial<ResultDocument>; expected: string }[] = [
  { title: 'conformant', change: () => ({}), expected: 'PASSED' },
  {
    title: 'conformant with an advisory',
    change: () => withClause('RP-OK-09', { verdict: 'fail' }),
    expected: 'WARNED',
  },
  {
    title: 'deviating',
    change: () => ({
      verdict: 'deviating',
      ...withClause('RP-405-01', { verdict: 'fail', deviation: deviation('RP-405-01') }),
    }),
    expected: 'WARNED',
  },
  {
    title: 'nonconformant',
    change: () => ({ verdict: 'nonconformant', ...withClause('RP-405-01', { verdict: 'fail' }) }),
    expected: 'FAILED',
  },
  {
    title: 'inconclusive',
    change: () => ({ verdict: 'inconclusive', ...withClause('RP-405-01', { verdict: 'inconclusive' }) }),
    expected: 'FAILED',
  },
];

for (const { title, change, expected } of results) {
  test(`in-toto: ${title} is ${expected}`, () => {
    const inToto = inTotoStatement(stated(change()));
    expect(schemaErrors('statement', inToto)).toEqual([]);
    const { predicate } = inToto;
    expect(predicate.result).toBe(expected);
    // Neither what does not apply nor what was not decided can be taken for passed.
    const named = [...predicate.passedTests, ...predicate.warnedTests, ...predicate.failedTests];
    expect(named).not.toContain('RP-SEC-04');
    expect(named.includes('RP-405-01')).toBe(title !== 'inconclusive');
  });
}

test('in-toto: the configuration names harness, contract and target', () => {
  expect(inTotoStatement(stated()).predicate.configuration).toMatchObject([
    { name: 'harness', uri: `pkg:npm/timp-conformance@${result.versions['timp-conformance'] ?? ''}` },
    {
      name: 'contract',
      digest: { sha256: suite.contract },
      annotations: { clauses: suite.tests.length, planned: 6, judged: 5 },
    },
    { name: 'target', uri: result.target, annotations: { profile: 'full', seed: result.seed, verdict: 'conformant' } },
  ]);
});

test('words of a target are no markup, and no link runs anything', () => {
  const message = '<script>alert(1)</script> | \u001b[2J "quoted"';
  const link = 'javascript:alert(1)';
  const hostile = stated({
    message,
    ...withClause('RP-405-01', {
      verdict: 'fail',
      message,
      deviation: deviation('RP-405-01', { link, reason: message }),
    }),
  });
  const html = statementHtml(hostile);
  expect(html).not.toContain('<script');
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; | \\u{1b}[2J &quot;quoted&quot;');
  expect(html).not.toContain('href="javascript:');
  const markdown = statementMarkdown(hostile);
  expect(markdown).not.toMatch(/(?<!\\)<script/);
  expect(markdown).toContain('\\<script\\>alert(1)\\</script\\> \\|');
});

test('how to repeat it is a line for a shell', () => {
  const commandsOf = (change: Partial<ResultDocument>): string => statementMarkdown(stated(change));
  expect(commandsOf({})).toContain(`\necho '${sha256}  conformance.json' | sha256sum -c\n`);
  const whole = { planned: suite.tests.length };
  const target = "https://api.example.com/it's";
  expect(commandsOf({ ...whole, target, strict: true, profile: 'standard', seed: 9 })).toContain(
    "\nBASE_URL='https://api.example.com/it'\\''s' PROFILE=standard STRICT=1 SEED=9 npm run conformance\n",
  );
  expect(commandsOf({ ...whole, embedded: true, seed: 9 })).toContain(
    '\nSANDBOX=1 PROFILE=full SEED=9 npm run conformance\n',
  );
  // A part is repeated as that part; the health profile is one by itself.
  expect(commandsOf({ embedded: true, seed: 9 })).toMatch(
    /^SANDBOX=1 PROFILE=full SEED=9 npm run conformance -- --grep '(?:[A-Z0-9-]+\|?){6}'$/m,
  );
  expect(commandsOf({ profile: 'health', embedded: true, seed: 9 })).toContain(
    '\nSANDBOX=1 PROFILE=health SEED=9 npm run conformance\n',
  );
});

test('a part of the suite is called one', () => {
  const part = `6 of ${suite.tests.length} clauses`;
  for (const text of [statementHtml(stated()), statementMarkdown(stated())]) {
    expect(text).toContain(`a part of the suite, ${part}`);
    expect(text).toContain(`5 of 6 clauses, the suite has ${suite.tests.length}`);
  }
  const whole = statementMarkdown(stated({ planned: suite.tests.length }));
  expect(whole).toContain('in one run of the whole suite');
});
