import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { run } from '../command.ts';
import { withSandbox } from '../in-process.ts';

/** Whoever reads a failure finds the request in the logs of the target, by the command that users run. */

const oneClause = ['--grep', 'RP-405-01'];

/** Judges a target that answers GET wrongly, and keeps the traces that its requests name. */
async function judged(env: Readonly<Record<string, string>>) {
  const logged: (string | undefined)[] = [];
  const behaviour = {
    answer: (
      answer: { status: number; headers: Readonly<Record<string, string>>; body: string | Buffer },
      request: {
        readonly method: string;
        readonly headers: Readonly<Record<string, string | undefined>>;
      },
    ) => {
      if (request.method === 'GET') logged.push(request.headers.traceparent);
      return answer;
    },
  };
  const ended = await withSandbox({ fault: 'get-404', behaviour }, ({ baseUrl, accountEmail }) =>
    run('run', { BASE_URL: baseUrl, ACCOUNT_EMAIL: accountEmail, ...env }, oneClause),
  );
  expect(ended.code, ended.output).toBe(1);
  return { ...ended, logged };
}

test('a failure prints the trace that its request named', async () => {
  const { output, logged, resultsDir } = await judged({});
  const shown = /^ {2}trace {5}([0-9a-f]{32})$/m.exec(output)?.[1] ?? 'none';
  expect(logged.map((each) => each?.split('-')[1])).toContain(shown);
  expect(output).not.toMatch(/traceparent: .* instead of/);
  expect(output).not.toMatch(/^ {2}repeat .*traceparent/m);
  expect(readFileSync(join(resultsDir, 'junit.xml'), 'utf8')).toContain(`trace     ${shown}`);
  const allure = join(resultsDir, 'allure-results');
  const clauses = readdirSync(allure).filter((name) => name.endsWith('-result.json'));
  expect(clauses.map((name) => readFileSync(join(allure, name), 'utf8')).join('')).toContain(shown);
});

test('TRACEPARENT=0 leaves it out of requests and reports', async () => {
  const { output, logged } = await judged({ TRACEPARENT: '0' });
  expect(logged.length).toBeGreaterThan(0);
  expect(logged.filter((each) => each !== undefined)).toEqual([]);
  expect(output).not.toContain('trace');
});
