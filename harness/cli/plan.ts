import { resolve } from 'node:path';
import { parseArgs, styleText } from 'node:util';
import { targetOf } from '../config/load.ts';
import { settingsOrExit } from './settings-or-exit.ts';
import { collectClauses } from '../judge/collect.ts';
import { planOf } from '../judge/plan.ts';
import { apiFacts } from './api-facts.ts';

/** `npm run plan [-- --grep PATTERN]`: what a run would judge and send, and what the guards leave out. Sends nothing. */

const options = { grep: { type: 'string', short: 'g' } } as const;

/** Stands in for the address that the embedded sandbox draws when it starts. */
const sandboxToBe = {
  SANDBOX_BASE_URL: 'http://127.0.0.1',
  SANDBOX_ACCOUNT_EMAIL: 'account@example.com',
  SANDBOX_ACCOUNT_PASSWORD: 'drawn when it starts',
  SANDBOX_CLOCK_CONTROL_URL: 'http://127.0.0.1/clock',
};

const settings = settingsOrExit(process.env, apiFacts);
const target = targetOf(settings, sandboxToBe);
const grep = patternOrExit();
const { clauses } = await collectClauses(resolve('specs'));
const plan = planOf(clauses, target, grep);
const judged = plan.filter(({ leftOut }) => leftOut === undefined);

console.log(`Target   ${settings.usesSandbox ? 'the embedded sandbox' : target.baseUrl}`);
console.log(`Profile  ${target.profile}${target.strict ? ', SHOULD clauses gate too (STRICT=1)' : ''}\n`);
console.log(bold(row('clause', 'level', 'impact', 'requests', 'resets', 'promise')));
for (const each of judged) {
  console.log(row(each.id, each.level, each.impact, String(each.requests), String(each.resets), each.promise));
}
console.log(
  `\n${judged.length} clauses judged, at most ${sum('requests')} requests, of which ${sum('resets')} may issue a reset`,
);
for (const reason of new Set(plan.flatMap(({ leftOut }) => leftOut ?? []))) {
  const ids = plan.filter(({ leftOut }) => leftOut === reason).map(({ id }) => id);
  console.log(`${ids.length} left out: ${reason}: ${ids.join(', ')}`);
}

function sum(what: 'requests' | 'resets'): number {
  return judged.reduce((total, each) => total + each[what], 0);
}

function row(id: string, level: string, impact: string, requests: string, resets: string, promise: string): string {
  return [
    id.padEnd(10),
    level.padEnd(6),
    impact.padEnd(11),
    requests.padStart(8),
    resets.padStart(6),
    ` ${promise}`,
  ].join(' ');
}

function bold(text: string): string {
  return process.stdout.isTTY ? styleText('bold', text) : text;
}

function patternOrExit(): RegExp {
  try {
    return new RegExp(parseArgs({ options }).values.grep ?? '.', 'i');
  } catch (error) {
    console.error(
      `ERROR  ${error instanceof Error ? error.message : String(error)}; the only option is --grep PATTERN`,
    );
    process.exit(3);
  }
}
