import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type Result, run } from '../command.ts';
import { needs } from '../needs.ts';
import { withPackedProgram } from '../run/packed-program.ts';
import { SecondSearch } from '../secrets/second-search.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { onTheWay, type Way } from './way.ts';

/*
 * A deployment as it stands in companies: behind a proxy with a password, and behind a web server that asks for a client
 * certificate and for Basic. Both are real ones, tinyproxy and nginx.
 */

needs('nginx', 'tinyproxy');

/** As much as a machine needs to be done with it soon. */
const soon = { REQUESTS_PER_SECOND: '500', GENERATED_CASES: '5', SEED: '17' };

function expectConforming({ verdict, message, clauses }: Result): void {
  expect({ verdict, message }).toEqual({ verdict: 'conformant', message: 'every gating clause that applies passed' });
  const verdicts = new Map(clauses.map((each) => [each.id, each.verdict]));
  // Over HTTP/2, which nginx offers by ALPN.
  expect(verdicts.get('RP-OK-16')).toBe('pass');
  // Those that are about requests without Authorization, which nginx lets none of pass.
  expect(verdicts.get('RP-OK-04')).toBe('not-applicable');
}

/** What the time of each exchange of a report went into. */
function phasesIn(folder: string): object[] {
  return readdirSync(folder)
    .filter((name) => /-exchange-\d+-attachment\.json$/.test(name))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as { readonly phases?: object })
    .flatMap(({ phases }) => phases ?? []);
}

function expectNothingTold(way: Way, output: string, ...folders: readonly string[]): void {
  const search = new SecondSearch(way.secrets());
  expect(search.toldIn(output)).toEqual([]);
  for (const folder of folders) expect(search.filesThatTell(folder)).toEqual([]);
}

test('a sandbox behind both is conformant, and no secret is told', async () => {
  await onTheWay(async (way) => {
    const XDG_STATE_HOME = temporaryFolder();
    const env = { ...way.env, ...soon, NODE_EXTRA_CA_CERTS: way.ca, PROFILE: 'full', XDG_STATE_HOME };
    const { code, output, result, resultsDir } = await run('run', env);
    expect(code, output).toBe(0);
    expectConforming(result());
    expect(output).toContain("Playwright's own client gets the same answer to the good request");
    expect(way.secrets().length).toBeGreaterThan(50);
    expectNothingTold(way, output, resultsDir, XDG_STATE_HOME);
    // Each exchange says what its time went into; the proxy is named by an address, and some connections are kept.
    const opening = ['connect', 'proxy', 'tls'];
    const forms = phasesIn(join(resultsDir, 'allure-results')).map((phases) => Object.keys(phases).join(' '));
    const answered = forms.filter((form) => form.includes('firstByte'));
    expect(new Set(answered)).toEqual(new Set([[...opening, 'firstByte', 'whole'].join(' '), 'firstByte whole']));
    expect(answered.length).toBeGreaterThan(50);
  });
});

test('so it is by the packed program in an empty folder, configured by a file', async () => {
  await onTheWay((way) =>
    withPackedProgram(async (program) => {
      const settings = { ...way.env, ...soon, CA_FILE: way.ca };
      const lines = Object.entries(settings).map(([name, value]) => `${name}='${value}'\n`);
      writeFileSync(join(program.folder, '.env.staging'), lines.join(''), { mode: 0o600 });
      const { code, output } = await program.run(['run', '--env', 'staging']);
      expect(code, output).toBe(0);
      const results = join(program.folder, 'results');
      expect(readdirSync(results)).toEqual(['staging']);
      expectConforming(JSON.parse(readFileSync(join(results, 'staging', 'conformance.json'), 'utf8')) as Result);
      const report = await program.run(['report', '--no-open', '--env', 'staging']);
      expect(report.code, report.output).toBe(0);
      expectNothingTold(way, output + report.output, results);
    }),
  );
});

/** One thing on the way that is wrong, and who is blamed for it in which words. */
const broken: readonly {
  title: string;
  change: (way: Way) => Readonly<Record<string, string>>;
  doctor: RegExp;
  run: RegExp;
}[] = [
  {
    title: 'a wrong password of the proxy',
    change: ({ proxyUrl }) => ({ HTTPS_PROXY: proxyUrl({ password: 'wr0ng-password-of-a-proxy' }) }),
    doctor:
      /^FAIL {2}proxy .*: the proxy refuses the credentials that it got \(401\) {2}→ check the user and the password in HTTPS_PROXY/m,
    run: /the proxy refuses the credentials that it got \(401\): check the address, the user and the password in HTTPS_PROXY/,
  },
  {
    title: 'no password of the proxy',
    change: ({ proxyUrl }) => ({ HTTPS_PROXY: proxyUrl({}).replace(/\/\/.*@/, '//') }),
    doctor:
      /^FAIL {2}proxy .*: the proxy asks for credentials \(407\) {2}→ check the user and the password in HTTPS_PROXY/m,
    run: /the proxy asks for credentials \(407\): check the address, the user and the password in HTTPS_PROXY/,
  },
  {
    title: 'a proxy that is down',
    // Nothing listens there: it is the port of a service of other times (RFC 1078).
    change: ({ proxyUrl }) => ({ HTTPS_PROXY: proxyUrl({ port: 1 }) }),
    doctor:
      /^FAIL {2}TCP .*the proxy 127\.0\.0\.1 port 1 can't be reached: ECONNREFUSED {2}→ check that the proxy runs/m,
    run: /the proxy 127\.0\.0\.1:1 can't be reached: the connection is refused: check the address/,
  },
  {
    title: 'no client certificate',
    change: () => ({ CLIENT_CERT: '', CLIENT_KEY: '', CLIENT_KEY_PASSPHRASE: '' }),
    doctor:
      /^FAIL {2}request .*access is refused before the call {2}→ a client certificate is wanted: name one in CLIENT_CERT/m,
    run: /access is refused .*"400 No required SSL certificate was sent"\): a client certificate is wanted: name one in CLIENT_CERT and CLIENT_KEY/,
  },
  {
    title: 'a client certificate of nobody',
    change: ({ stranger }) => stranger,
    doctor:
      /^FAIL {2}request .*access is refused before the call {2}→ the client certificate is refused: check the issuer/m,
    run: /access is refused .*"400 The SSL certificate error"\): the client certificate is refused: check the issuer and the end of CLIENT_CERT/,
  },
  {
    title: 'a wrong Basic password',
    change: ({ basicOf }) => ({ EXTRA_HEADERS: basicOf('wr0ng-password-of-nginx') }),
    doctor: /^FAIL {2}request .*access is refused before the call {2}→ a gateway refuses what EXTRA_HEADERS/m,
    run: /access is refused .*\(401 Unauthorized, WWW-Authenticate: Basic realm="staging", .*\): a gateway refuses what EXTRA_HEADERS/,
  },
  {
    title: 'no Basic at all',
    change: () => ({ EXTRA_HEADERS: '' }),
    doctor:
      /^FAIL {2}request .*access is refused before the call {2}→ a gateway wants credentials: give them in EXTRA_HEADERS_FILE/m,
    run: /access is refused .*\(401 Unauthorized, .*\): a gateway wants credentials: give them in EXTRA_HEADERS_FILE/,
  },
  {
    title: 'a machine that the proxy does not reach',
    change: () => ({ CONNECT_TO: '0.0.0.0:1' }),
    doctor: /^FAIL {2}proxy .*no tunnel to 0\.0\.0\.0:1: the proxy can't open a tunnel to the host \(500\) {2}→ check/m,
    run: /the proxy can't open a tunnel to the host \(500\): check/,
  },
];

test('what is broken on the way is named in one line, by the doctor and by a run, and no clause is blamed', async () => {
  await onTheWay(async (way) => {
    const env = { ...way.env, NODE_EXTRA_CA_CERTS: way.ca };
    const healthy = await run('doctor', env);
    expect(healthy.code, healthy.output).toBe(0);
    expect(
      [...healthy.output.matchAll(/^(\S+) +(name|TCP|proxy|TLS|request|clock)/gm)].map((found) => found.slice(1)),
    ).toEqual(['name', 'TCP', 'proxy', 'TLS', 'request', 'clock'].map((hop) => ['ok', hop]));
    for (const { title, change, doctor, run: says } of broken) {
      await test.step(title, async () => {
        const changed = { ...env, ...change(way) };
        const looked = await run('doctor', changed);
        expect(looked.code, looked.output).toBe(2);
        expect(looked.output).toMatch(doctor);
        expect(looked.output.match(/^FAIL/gm)).toHaveLength(1);
        const { code, output, result, resultsDir } = await run('run', changed, ['--grep', 'RP-OK-01']);
        expect(code, output).toBe(2);
        expect(output.trimEnd().split('\n')).toEqual([
          expect.stringMatching(/^INCONCLUSIVE {2}https:\/\/api\.timp\.example {2}/),
        ]);
        expect(output).toMatch(says);
        expect(result()).toMatchObject({ verdict: 'inconclusive', clauses: [] });
        expectNothingTold(way, output + looked.output, resultsDir);
      });
    }
  });
});
