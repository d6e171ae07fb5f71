import { expect, test } from '@playwright/test';
import { schemaErrors } from '../../harness/schema/schema.ts';
import type { Behaviour } from '../../sandbox/behaviour.ts';
import { expectHarmless, runLive } from './live-run.ts';

/** The second client, which bears out or contradicts what ours sees: through the command that users run. */

const clauses = ['--grep', "Playwright's own client|RP-OK-01|RP-400-01"];

const sendsCapitals = (rawHeaders: readonly string[]): boolean => rawHeaders.includes('Content-Type');

/** Refuses good resets by the case of their header names: what a fault of our serializer would come to. */
function refusesWhere(refused: (rawHeaders: readonly string[]) => boolean): Behaviour {
  return {
    write: (answer, _request, { response }) => {
      if (answer.status !== 200 || !refused(response.req.rawHeaders)) return false;
      response.writeHead(400, { 'Content-Type': 'application/json' }).end('{"detail":"no"}');
      return true;
    },
  };
}

/** Grants every second reset, whoever asks. */
function byTurns(): Behaviour {
  let resets = 0;
  return {
    answer: (answer) => {
      if (answer.status !== 200) return answer;
      resets += 1;
      return resets % 2 === 1 ? answer : { ...answer, status: 500, body: '{"detail":"no"}' };
    },
  };
}

test('a second client agrees on the sandbox, costs one reset and is no clause', async () => {
  const run = await runLive({}, {}, clauses);
  expect(run.lastLine, run.output).toMatch(/^CONFORMANT {2}/);
  expect(run.output).toContain("SEEN  Playwright's own client gets the same answer to the good request");
  expect(schemaErrors('conformance', run.result())).toEqual([]);
  expect(run.result()).toMatchObject({ witness: { agrees: true }, planned: 2, judged: 2, resetsIssued: 2 });
  await expectHarmless(run);
});

for (const [title, refused, words] of [
  ['ours', sendsCapitals, /ours gets 400 .*Playwright's gets 200 .*not ours but Playwright's/],
  ["Playwright's", (raw: readonly string[]) => !sendsCapitals(raw), /ours gets 200 .*ours and not Playwright's/],
] as const) {
  test(`a target that refuses ${title} and serves the other client: error, with both exchanges`, async () => {
    const run = await runLive(refusesWhere(refused), {}, clauses);
    expect(run.lastLine, run.output).toMatch(/^ERROR {2}.*our client and Playwright's disagree/);
    expect(run.lastLine).toMatch(words);
    expect(run.code).toBe(3);
    expect(run.output).toMatch(
      /\n {2}our client\n {2}sent {6}POST [^]*\n {2}got {7}\d+ [^]*\n {2}Playwright's client\n {2}sent {6}POST [^]*\n {2}got {7}\d+ /,
    );
    expect(schemaErrors('conformance', run.result())).toEqual([]);
    expect(run.result()).toMatchObject({ verdict: 'error', witness: { agrees: false } });
    await expectHarmless(run);
  });
}

test('a target that answers the same client in two ways is no fault of a client', async () => {
  const run = await runLive(byTurns, {}, clauses);
  expect(run.code, run.output).not.toBe(3);
  expect(run.output).toMatch(/WARNING {2}no second client bears out what ours sees: the target answers .*several ways/);
  await expectHarmless(run);
});

test('a run that may ask for few resets does without', async () => {
  const run = await runLive({}, { MAX_RESETS: '2' }, clauses);
  expect(run.lastLine, run.output).toMatch(/^CONFORMANT {2}/);
  expect(run.result()).not.toHaveProperty('witness');
  expect(run.result().resetsIssued).toBe(1);
});
