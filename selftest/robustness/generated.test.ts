import { expect, test } from '@playwright/test';
import type { Exchange } from '../../harness/model/exchange.ts';
import {
  breakingOff,
  crashing,
  declaringTooLittle,
  declaringTooMuch,
  dropping,
  emailHas,
  emailOf,
  granting,
  hanging,
} from './misbehaviour.ts';
import { prove } from './proof.ts';

const bodyOf = ({ request }: Exchange): string => Buffer.from(request.body ?? []).toString('latin1');

test.describe('Generated input', () => {
  test('is the same for the same seed, and another for another', async () => {
    const bodies = await Promise.all(
      [7, 7, 8].map(async (seed) => {
        const { run } = await prove({}, ['RP-ROB-01', 'RP-ROB-02', 'RP-ROB-03'], { seed });
        return run.recording.exchanges.filter(({ name }) => name.includes('generated')).map(bodyOf);
      }),
    );
    expect(bodies[0]?.length).toBeGreaterThan(120);
    expect(bodies[1]).toEqual(bodies[0]);
    expect(bodies[2]).not.toEqual(bodies[0]);
  });

  for (const [title, fault, words] of [
    ['a crash', crashing, '500 Internal Server Error'],
    ['a hang', hanging, 'it hangs'],
    ['a dropped connection', dropping, 'closed before any byte of a response'],
    ['half a header section', breakingOff, 'within the header section'],
    ['a Content-Length that is too large', declaringTooMuch, 'after 15 of 50 bytes of content (half a response'],
    ['bytes after the body', declaringTooLittle, '8 bytes follow the end of the response'],
  ] as const) {
    test(`tells ${title} apart and is shrunk to the one character that brings it about`, async () => {
      const { verdictOn, run } = await prove(fault(emailHas("'")), ['RP-ROB-02'], { requestTimeoutMs: 400 });
      const { verdict, message, findings } = verdictOn('RP-ROB-02');
      expect(verdict).toBe('fail');
      expect(message).toContain(words);
      expect(message).toContain(`for the body {"email":"'"} (the smallest found); seed 7, path `);
      expect(message).toContain('repeat with SEED=7 npm run conformance -- --grep RP-ROB-02');
      const evidence = run.recording.exchanges.find(({ id }) => id === findings[0]?.exchange);
      expect(evidence && bodyOf(evidence)).toBe(`{"email":"'"}`);
    });
  }

  test('is made smaller with 60 further requests at most', async () => {
    const { run } = await prove(crashing(emailHas('q7k2')), ['RP-ROB-02']);
    const shrunk = run.recording.exchanges.filter(({ name }) => name.includes('shrunk'));
    expect(shrunk.length).toBeGreaterThan(0);
    expect(shrunk.length).toBeLessThanOrEqual(60);
  });

  test('that crashes the service with one JSON value is found', async () => {
    const fault = crashing((request) => Array.isArray(emailOf(request)));
    const { verdictOn } = await prove(fault, ['RP-ROB-01']);
    expect(verdictOn('RP-ROB-01')).toMatchObject({
      verdict: 'fail',
      message: expect.stringContaining('500 Internal Server Error (application/json) for the body {"email":[]}'),
    });
  });

  test('that gets a reset is found: for what is no string, and for an address of nobody', async () => {
    const forObject = await prove(
      granting((request) => typeof emailOf(request) === 'object'),
      ['RP-ROB-01'],
    );
    expect(forObject.verdictOn('RP-ROB-01').message).toContain('200 with a reset');
    const forQuote = await prove(granting(emailHas("'")), ['RP-ROB-02']);
    expect(forQuote.verdictOn('RP-ROB-02').message).toContain('where the unknown address gets 422');
  });

  test('may get a reset as any unknown address does, though not where email is no string', async () => {
    const toAnyString = await prove(
      granting((request) => typeof emailOf(request) === 'string'),
      ['RP-ROB-01', 'RP-ROB-02'],
    );
    expect(toAnyString.verdictOn('RP-ROB-01').verdict).toBe('pass');
    expect(toAnyString.verdictOn('RP-ROB-02').verdict).toBe('pass');
    const toAnything = await prove(
      granting((request) => emailOf(request) !== undefined),
      ['RP-ROB-01'],
    );
    expect(toAnything.verdictOn('RP-ROB-01').message).toContain('where email is no string');
  });

  test('of bytes that are no JSON shows them escaped', async () => {
    const fault = crashing(({ body }) => body.includes(0xff));
    const { verdictOn } = await prove(fault, ['RP-ROB-03']);
    expect(verdictOn('RP-ROB-03')).toMatchObject({
      verdict: 'fail',
      message: expect.stringContaining('for the body \\xff (the smallest found)'),
    });
  });
});
