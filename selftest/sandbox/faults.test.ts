import { expect, test } from '@playwright/test';
import { clauses, isClauseId } from '../../contract/register.ts';
import type { SandboxRequest } from '../../sandbox/message.ts';
import { faults } from '../../sandbox/faults/index.ts';
import { Application } from './replay.ts';

/** Names of the API and of media types, which keep their small letters at the start of a sentence. */
const namesAtTheStart = /^(?:reset_token|email|mail|username|true|null|(?:text|application)\/[a-z-]+)\b/;

test('ids are unique and in kebab-case', () => {
  const ids = faults.map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  expect(ids.filter((id) => !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id))).toEqual([]);
});

test('titles are sentences, and say something else each', () => {
  const titles = faults.map(({ title }) => title);
  const isSentence = (title: string): boolean =>
    (/^[A-Z0-9]/.test(title) || namesAtTheStart.test(title)) && /^\S+( \S+)+$/.test(title) && !title.endsWith('.');
  expect(titles.filter((title) => !isSentence(title))).toEqual([]);
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
});

test('every fault breaks something, and names each clause once', () => {
  const odd = faults.filter(({ breaks }) => breaks.length === 0 || new Set(breaks).size < breaks.length);
  expect(odd.map(({ id }) => id)).toEqual([]);
  expect(faults.flatMap(({ breaks }) => breaks).filter((id) => !isClauseId(id))).toEqual([]);
});

test('what most callers rely on is broken in three ways or more', () => {
  const ways = (id: string): number => faults.filter(({ breaks }) => breaks.includes(id)).length;
  const relied = clauses.filter(({ id, level }) => level !== 'MAY' && /^RP-(?:OK|400|415)-/.test(id));
  expect(relied.filter(({ id }) => ways(id) < 3).map(({ id }) => id)).toEqual([]);
});

const text = (body: string): Partial<SandboxRequest> => ({ body: Buffer.from(body) });

/** Requests that faults with a memory react to: the same ones again, and refusals in between. */
function series(account: string): Partial<SandboxRequest>[] {
  const reset = text(JSON.stringify({ email: account }));
  const refused = [
    text('{}'),
    text('{"email":" "}'),
    text('{"email":"n0b0dy@example.com"}'),
    { method: 'GET' },
    { ...text('hello'), headers: { 'content-type': 'text/plain' } },
  ];
  const bom = { body: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from('{}')]) };
  const polluting = text('{"__proto__":{"email":"n0b0dy@example.com"}}');
  const round = [reset, ...refused, reset, bom, reset, polluting, ...refused];
  return Array.from({ length: 5 }, () => round).flat();
}

test('a refusal that takes the place of a reset holds no token, unless that is the fault', () => {
  const leaky = faults
    .filter(({ breaks }) => !breaks.includes('RP-ERR-03'))
    .filter((fault) => {
      const application = new Application(fault);
      return resets(application.accountEmail)
        .map((request) => application.answer(request))
        .some(({ status, body }) => status >= 300 && body.toString().includes('reset_token'));
    });
  expect(leaky.map(({ id }) => id)).toEqual([]);
});

/** Resets of the account in the forms that the faults tell apart. */
function resets(account: string): Partial<SandboxRequest>[] {
  const reset = text(JSON.stringify({ email: account }));
  const withHeaders = (headers: Readonly<Record<string, string>>): Partial<SandboxRequest> => ({
    ...reset,
    headers: { 'content-type': 'application/json; charset=utf-8', accept: '*/*', ...headers },
  });
  const escaped = account.replace(/./g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return [
    reset,
    reset,
    ...['', 'Token', 'Basic !!!', 'Token 0f1e2d'].map((authorization) => withHeaders({ authorization })),
    ...['*/*', 'application/json', 'application/json, */*;q=0.5', 'text/html'].map((accept) => withHeaders({ accept })),
    ...['application/json', 'Application/JSON; Charset=UTF-8'].map((type) => withHeaders({ 'content-type': type })),
    ...['python-requests/2', 'curl/8', 'HTTPie/3'].map((agent) => withHeaders({ 'user-agent': agent })),
    withHeaders({ 'transfer-encoding': 'chunked' }),
    withHeaders({ 'x-forwarded-host': 'other.example' }),
    { ...reset, target: '/timp/organizations/reset-password/?q7vx2m=1', query: new URLSearchParams('q7vx2m=1') },
    { ...reset, numberOnConnection: 2 },
    { ...reset, concurrent: 20 },
    text(` \t${JSON.stringify({ email: account })} \n`),
    text(`{"\\u0065mail":"${escaped}"}`),
    text(JSON.stringify({ email: account.replace(/@.*$/, (domain) => domain.toUpperCase()) })),
  ];
}

test('no fault carries anything from one sandbox over to another', () => {
  const carrying = faults.filter((fault) => {
    const alone = new Application(fault);
    const expected = series(alone.accountEmail).map((request) => alone.outline(request));
    const [one, other] = [new Application(fault), new Application(fault)];
    const interleaved = series(one.accountEmail).map((request) => {
      other.outline(request);
      return one.outline(request);
    });
    return interleaved.join('\n') !== expected.join('\n');
  });
  expect(carrying.map(({ id }) => id)).toEqual([]);
});
