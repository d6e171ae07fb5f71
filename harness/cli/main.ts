import type { ConfigOptions } from '../config/read.ts';
import { passOverClosedOutput } from '../run/closed-output.ts';
import { whenParentEnds } from '../run/parent.ts';
import { doctorCommand } from './doctor.ts';
import { failWith } from './exit.ts';
import { takeEnvironment } from './environment.ts';
import { planCommand } from './plan.ts';
import type { Program } from './program.ts';
import { reportCommand } from './report.ts';
import { run } from './run.ts';

/** A command by its name: what it does in one line, and how it is run with the arguments that follow its name. */
interface Command {
  readonly does: string;
  readonly run: (program: Program, args: readonly string[], from: ConfigOptions) => void | Promise<void>;
}

const commands: Readonly<Record<string, Command>> = {
  run: {
    does: 'the verdict on the target; arguments go to Playwright',
    run: (program, args, from) => run(program, args, process.env, from),
  },
  health: {
    does: 'a handful of clauses and one line',
    run: (program, args, from) =>
      run(program, args, { ...process.env, PROFILE: 'health' }, { ...from, needsTarget: true }),
  },
  plan: { does: 'what a run would judge and send; sends nothing', run: planCommand },
  report: { does: 'builds the Allure report of the last run and opens it', run: reportCommand },
  doctor: { does: 'checks the surroundings, a line each with the fix', run: doctorCommand },
  sandbox: { does: 'the embedded sandbox by itself', run: sandboxCommand },
};

/** The sandbox ends with the process that started it, as on the signal that would end it otherwise. */
function sandboxCommand({ sandbox }: Program, args: readonly string[]): Promise<void> {
  whenParentEnds(() => process.kill(process.pid, 'SIGTERM'));
  return sandbox(args);
}

/**
 * Runs one of the commands.
 *
 * @param argv The command's name and its arguments.
 */
export async function main(program: Program, argv: readonly string[]): Promise<void> {
  passOverClosedOutput();
  process.once('uncaughtException', (error) => failWith(firstLineOf(error)));
  const [name = '', ...args] = argv;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command !== undefined) {
    const { from, rest } = takeEnvironment(args);
    await command.run(program, rest, from);
    return;
  }
  const list = Object.entries(commands).map(([each, { does }]) => `  ${each.padEnd(8)}  ${does}`);
  if (name === '--help') console.log(`timp-conformance COMMAND\n\n${list.join('\n')}`);
  else failWith(`${name === '' ? 'no command' : `${name} is no command`}: give one of these\n${list.join('\n')}`);
}

function firstLineOf({ message }: Error): string {
  return message.split('\n')[0] ?? '';
}
