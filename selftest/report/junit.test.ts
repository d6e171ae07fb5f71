import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { XMLParser } from 'fast-xml-parser';
import { run } from '../command.ts';
import { deviationsFile } from './deviations-file.ts';
import { fails, passes, runScript } from './run-script.ts';
import type { ScriptedClause } from './inner/script.ts';

/** `junit.xml` as the common schema of Jenkins and Surefire has it, and in agreement with the verdict. */

interface Ending {
  readonly message: string;
  readonly '#text'?: string;
}

interface TestCase {
  readonly classname: string;
  readonly name: string;
  readonly time: string;
  readonly failure?: Ending;
  readonly error?: Ending;
  readonly skipped?: Ending;
  readonly 'system-out'?: string;
}

interface TestSuite {
  readonly name: string;
  readonly tests: string;
  readonly failures: string;
  readonly errors: string;
  readonly skipped: string;
  readonly time: string;
  readonly timestamp: string;
  readonly properties: { readonly property: readonly { readonly name: string; readonly value: string }[] };
  readonly testcase: readonly TestCase[];
}

/** What may stand below an element, with its attributes: those that it must have come first, up to the empty string. */
const shape: Readonly<
  Record<string, { readonly attributes: readonly string[]; readonly children: readonly string[] }>
> = {
  testsuites: { attributes: ['', 'name', 'time', 'tests', 'failures', 'errors'], children: ['testsuite'] },
  testsuite: {
    attributes: ['name', 'tests', 'failures', 'errors', '', 'skipped', 'time', 'timestamp'],
    children: ['properties', 'testcase'],
  },
  properties: { attributes: [''], children: ['property'] },
  property: { attributes: ['name', 'value', ''], children: [] },
  testcase: {
    attributes: ['name', '', 'classname', 'time'],
    children: ['failure', 'error', 'skipped', 'system-out'],
  },
  failure: { attributes: ['', 'message'], children: [] },
  error: { attributes: ['', 'message'], children: [] },
  skipped: { attributes: ['', 'message'], children: [] },
  'system-out': { attributes: [''], children: [] },
};

type Node = Readonly<Record<string, unknown>>;

function expectShape(nodes: readonly Node[]): void {
  for (const node of nodes) {
    const [name = ''] = Object.keys(node).filter((key) => key !== ':@');
    if (name === '#text') continue;
    const known = shape[name];
    expect(known, `<${name}> is not known`).toBeDefined();
    const attributes = Object.keys((node[':@'] as Node | undefined) ?? {});
    const required = known?.attributes.slice(0, known.attributes.indexOf('')) ?? [];
    expect(attributes).toEqual(expect.arrayContaining([...required]));
    expect(attributes.filter((each) => !known?.attributes.includes(each))).toEqual([]);
    const children = node[name] as readonly Node[];
    for (const child of children.flatMap((each) => Object.keys(each)).filter((key) => key !== ':@' && key !== '#text'))
      expect(known?.children).toContain(child);
    expectShape(children);
  }
}

function suiteIn(xml: string): TestSuite {
  const options = {
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    parseAttributeValue: false,
  };
  const ordered = new XMLParser({ ...options, preserveOrder: true }).parse(xml) as readonly Node[];
  expectShape(ordered.filter((node) => !('?xml' in node)));
  const isArray = (name: string): boolean => name === 'testcase' || name === 'property';
  const { testsuites } = new XMLParser({ ...options, isArray }).parse(xml) as { testsuites: { testsuite: TestSuite } };
  const { testsuite } = testsuites;
  const count = (as: 'failure' | 'error' | 'skipped'): string =>
    String(testsuite.testcase.filter((each) => each[as] !== undefined).length);
  expect(testsuite).toMatchObject({
    tests: String(testsuite.testcase.length),
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
  });
  for (const { time } of [testsuite, ...testsuite.testcase]) expect(time).toMatch(/^\d+\.\d{3}$/);
  expect(testsuite.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
  return testsuite;
}

const undecided: ScriptedClause = {
  id: 'RP-400-02',
  record: { verdict: 'inconclusive', message: 'limited (429)' },
  end: 'throws',
};

test('only what gates is a failure', async () => {
  const { read, code } = await runScript(
    { clauses: [passes('RP-OK-01'), fails('RP-400-01'), fails('RP-OK-09'), fails('RP-400-03'), undecided] },
    { DEVIATIONS_FILE: deviationsFile('9999-12-31', 'RP-400-03') },
  );
  expect(code).toBe(1);
  const suite = suiteIn(read('junit.xml'));
  expect(suite).toMatchObject({ tests: '5', failures: '1', errors: '0', skipped: '1' });
  const [pass, gating, advisory, deviation, open] = suite.testcase;
  expect(pass).toMatchObject({ classname: 'Success', time: '0.001' });
  expect(pass?.name).toMatch(/^RP-OK-01 \w/);
  expect(gating?.failure?.message).toBe('expected 400, got 200');
  expect(gating?.failure?.['#text']).toContain('SEED=5 npm run conformance -- --grep RP-400-01');
  expect(advisory?.['system-out']).toContain('advisory: expected 400, got 200');
  expect(deviation?.['system-out']).toContain('being repaired');
  expect(open?.skipped?.message).toBe('inconclusive: limited (429)');
  const properties = new Map(suite.properties.property.map(({ name, value }) => [name, value]));
  expect(properties.get('verdict')).toBe('nonconformant');
  expect(properties.get('clauses')).toMatch(/^5 of \d+ clauses$/);
  expect(properties.get('target')).toBe('http://127.0.0.1:1');
  expect(properties.get('advisory: RP-OK-09')).toBe('expected 400, got 200');
  expect(properties.get('known deviation: RP-400-03')).toBe('being repaired');
});

test('a fault of the harness is an error, in its clause or in a case of its own', async () => {
  const ofClause = await runScript({ clauses: [passes('RP-OK-01'), { id: 'RP-400-01', end: 'quietly' }] });
  const clause = suiteIn(ofClause.read('junit.xml'));
  expect(clause).toMatchObject({ tests: '2', errors: '1' });
  expect(clause.testcase[1]?.error?.message).toBe('its test ended without a verdict');
  const ofRun = await runScript({
    clauses: [passes('RP-OK-01')],
    notes: [{ kind: 'stop', verdict: 'error', blame: 'harness', message: 'the disk is full' }],
  });
  const run = suiteIn(ofRun.read('junit.xml'));
  expect(run).toMatchObject({ tests: '2', errors: '1' });
  expect(run.testcase[0]?.error?.message).toContain('the disk is full');
});

test('a run that never learns its target has one case that says why', async () => {
  const { read } = await runScript(
    { clauses: [passes('RP-OK-01')] },
    { BASE_URL: undefined, ACCOUNT_EMAIL: undefined, SANDBOX: '1' },
  );
  const suite = suiteIn(read('junit.xml'));
  expect(suite).toMatchObject({ tests: '1', failures: '0', errors: '1' });
  expect(suite.testcase[0]?.error?.message).toContain('before its target was known');
});

test('a run that is stopped says so beside its clauses', async () => {
  const { read } = await runScript({
    clauses: [passes('RP-OK-01')],
    notes: [{ kind: 'stop', verdict: 'inconclusive', blame: 'target down', message: 'the target is away' }],
  });
  const suite = suiteIn(read('junit.xml'));
  expect(suite).toMatchObject({ tests: '2', failures: '0', errors: '0', skipped: '1' });
  expect(suite.testcase[0]?.skipped?.message).toContain('the target is away');
});

test('a run that never began has one case that says why, and covers nothing', async () => {
  const { code, resultsDir } = await run('run', {
    BASE_URL: 'http://127.0.0.1:1',
    ACCOUNT_EMAIL: 'account@example.com',
  });
  expect(code).toBe(2);
  const suite = suiteIn(readFileSync(join(resultsDir, 'junit.xml'), 'utf8'));
  expect(suite).toMatchObject({ tests: '1', failures: '0', errors: '0', skipped: '1' });
  expect(suite.testcase[0]?.skipped?.message).toMatch(/^the connection is refused/);
  expect(suite.properties.property).toContainEqual(
    expect.objectContaining({ name: 'clauses', value: expect.stringMatching(/^0 of \d+ clauses$/) }),
  );
});

test('what a target says can break neither a line nor the document', async () => {
  const { read } = await runScript({ clauses: [fails('RP-400-01', 'got "<a&b>" \u0000\u001b[2J\ufffe\n]]>')] });
  const suite = suiteIn(read('junit.xml'));
  expect(suite.testcase[0]?.failure?.message).toContain('\\u{0}\\u{1b}[2J\ufffd\\n]]');
});
