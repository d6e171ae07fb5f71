import { parseArgs, styleText } from 'node:util';
import { readBaseline } from '../config/baseline.ts';
import { checkedSettings, type ConfigOptions, defaultMaxEffects, ledgerWarning } from '../config/read.ts';
import { targetOf } from '../config/target.ts';
import { planOf } from '../judge/plan.ts';
import { isWitnessAsked } from '../judge/witness.ts';
import { failWith, orExit } from './exit.ts';
import type { LoadedProgram } from './program.ts';

const options = { grep: { type: 'string', short: 'g' } } as const;

/** Stands in for the address that the embedded sandbox draws when it starts. */
const sandboxToBe = {
  SANDBOX_BASE_URL: 'http://127.0.0.1',
  SANDBOX_ACCOUNT_EMAIL: 'account@example.com',
  SANDBOX_ACCOUNT_PASSWORD: 'drawn when it starts',
  SANDBOX_CLOCK_CONTROL_URL: 'http://127.0.0.1/clock',
};

/** `plan [--grep PATTERN]`: what a run would judge and send, and what the guards leave out. Sends nothing. */
export function planCommand({ suite }: LoadedProgram, args: readonly string[], from: ConfigOptions): void {
  const settings = orExit(() => checkedSettings(suite, process.env, from));
  orExit(() => readBaseline(settings.baseline, suite));
  const target = orExit(() => targetOf(settings, sandboxToBe));
  const plan = planOf(suite, target, patternIn(args));
  const judged = plan.filter(({ leftOut }) => leftOut === undefined);
  const sum = (what: 'requests' | 'effects'): number => judged.reduce((total, each) => total + each[what], 0);
  const [one, many] = suite.effect;

  const ledger = ledgerWarning(settings);
  for (const warning of [...settings.warnings, ...(ledger === undefined ? [] : [ledger])])
    console.log(`WARNING  ${warning}`);
  console.log(`Target   ${settings.usesSandbox ? 'the embedded sandbox' : target.baseUrl}`);
  console.log(`Profile  ${target.profile}${target.strict ? ', SHOULD clauses gate too (STRICT=1)' : ''}\n`);
  console.log(bold(row('clause', 'level', 'impact', 'requests', many, 'promise')));
  for (const each of judged) {
    console.log(row(each.id, each.level, each.impact, String(each.requests), String(each.effects), each.promise));
  }
  console.log(
    `\n${judged.length} clauses judged, at most ${sum('requests')} requests, of which ${sum('effects')} may issue a ${one}`,
  );
  if (args.length === 0 && isWitnessAsked(suite, target, defaultMaxEffects(target)))
    console.log(
      `Beside them Playwright's own client sends the good request once, as a witness: it may issue a ${one} too`,
    );
  for (const reason of new Set(plan.flatMap(({ leftOut }) => leftOut ?? []))) {
    const ids = plan.filter(({ leftOut }) => leftOut === reason).map(({ id }) => id);
    console.log(`${ids.length} left out: ${reason}: ${ids.join(', ')}`);
  }
}

function row(id: string, level: string, impact: string, requests: string, effects: string, promise: string): string {
  return [
    id.padEnd(10),
    level.padEnd(6),
    impact.padEnd(11),
    requests.padStart(8),
    effects.padStart(6),
    ` ${promise}`,
  ].join(' ');
}

function bold(text: string): string {
  return process.stdout.isTTY ? styleText('bold', text) : text;
}

function patternIn(args: readonly string[]): RegExp {
  try {
    return new RegExp(parseArgs({ options, args: [...args] }).values.grep ?? '.', 'i');
  } catch (error) {
    return failWith(`${error instanceof Error ? error.message : String(error)}; the only option is --grep PATTERN`);
  }
}
