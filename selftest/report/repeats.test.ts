import { expect, test } from '@playwright/test';
import type { ScriptedExchange } from './inner/script.ts';
import { fails, goodReset, passes, runScript } from './run-script.ts';

/** Answers that were asked for again: counted in the verdict, a warning over 1 %, no verdict over 5 %. */

/** So many exchanges, of which some were asked for again once. */
function exchanges(count: number, repeated: number): ScriptedExchange[] {
  return Array.from({ length: count }, (_, index) => ({ ...goodReset, repeated: index < repeated ? 1 : 0 }));
}

test('a few are counted in the verdict line', async () => {
  const { lines, code, output } = await runScript({ clauses: [passes('RP-OK-01')], exchanges: exchanges(200, 2) });
  expect(code).toBe(0);
  expect(lines.at(-1)).toMatch(/^CONFORMANT .*, 2 answers were asked for again\)$/);
  expect(output).not.toContain('WARNING');
});

test('over 1 % is a warning, in the summary and in health too', async () => {
  const script = { clauses: [passes('RP-OK-01')], exchanges: exchanges(97, 3) };
  const warning = /3 of 100 answers \(3\.0 %\) failed on the way and were asked for again \(3 × 502\)/;
  const { code, output, read } = await runScript(script, { PROFILE: 'health' });
  expect(code).toBe(0);
  expect(output).toMatch(warning);
  expect(read('summary.md').replaceAll('\\', '')).toMatch(warning);
  const health = JSON.parse(read('health.json')) as { status: string; output: string };
  expect(health.status).toBe('warn');
  expect(health.output).toMatch(warning);
  expect(read('metrics.prom')).toMatch(/^conformance_answers_repeated\{.*\} 3$/m);
});

test('over 5 % decides nothing', async () => {
  const { code, lines, result, read } = await runScript({
    clauses: [passes('RP-OK-01')],
    exchanges: exchanges(94, 6),
  });
  expect(code).toBe(2);
  expect(lines.at(-1)).toMatch(/^INCONCLUSIVE .*6 of 100 answers/);
  expect(result().message).toContain('6 of 100 answers');
  expect(read('junit.xml')).toMatch(/<skipped message="[^"]*6 of 100 answers/);
});

test('over 5 % does not outweigh a failure', async () => {
  const { code, lines } = await runScript({ clauses: [fails('RP-400-01')], exchanges: exchanges(94, 6) });
  expect(code).toBe(1);
  expect(lines.at(-1)).toMatch(/^NONCONFORMANT .*RP-400-01/);
});

test('one answer of a short run is chance', async () => {
  const { code, lines } = await runScript({ clauses: [passes('RP-OK-01')], exchanges: exchanges(5, 1) });
  expect(code).toBe(0);
  expect(lines.at(-1)).toMatch(/^CONFORMANT .*, 1 answer was asked for again\)$/);
});
