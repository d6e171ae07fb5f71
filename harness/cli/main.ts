import type { ConfigOptions } from '../config/read.ts';
import { passOverClosedOutput } from '../run/closed-output.ts';
import { whenParentEnds } from '../run/parent.ts';
import { failWith } from './exit.ts';
import { takeEnvironment } from './environment.ts';
import type { LoadedProgram, Program } from './program.ts';

/** A command by its name: what it does in one line, what it takes, and how it is run with the arguments after its name. */
interface Command {
  readonly does: string;
  /** Its arguments beside `--env NAME`, a line each. */
  readonly takes: readonly string[];
  readonly run: Run<Program>;
}

type Run<Given> = (program: Given, args: readonly string[], from: ConfigOptions) => void | Promise<void>;

/** Runs a command that works on the suite. Both are loaded when the command is asked for. */
const onSuite =
  (load: () => Promise<Run<LoadedProgram>>): Run<Program> =>
  async ({ suite, ...rest }, args, from) =>
    (await load())({ ...rest, suite: await suite() }, args, from);

const commands: Readonly<Record<string, Command>> = {
  run: {
    does: 'the verdict on the target; arguments go to Playwright',
    takes: [
      '--grep PATTERN  judges a part of the clauses',
      '…               any argument of `playwright test` but --reporter',
    ],
    run: onSuite(async () => {
      const { run } = await import('./run.ts');
      return (program, args, from) => run(program, args, process.env, from);
    }),
  },
  health: {
    does: 'a handful of clauses and one line',
    takes: [],
    run: onSuite(async () => {
      const { run } = await import('./run.ts');
      return (program, args, from) =>
        run(program, args, { ...process.env, PROFILE: 'health' }, { ...from, needsTarget: true });
    }),
  },
  plan: {
    does: 'what a run would judge and send; sends nothing',
    takes: ['--grep PATTERN  shows a part of the clauses'],
    run: onSuite(async () => (await import('./plan.ts')).planCommand),
  },
  report: {
    does: 'builds the Allure report of the last run and opens it',
    takes: [
      '--all          one report, and one summary.md, of the last runs of all targets: those of --env NAME',
      '--no-open      only builds it',
      '--single-file  makes one HTML file',
    ],
    run: onSuite(async () => (await import('./report.ts')).reportCommand),
  },
  diff: {
    does: 'what changed from one conformance.json to another',
    takes: [
      'BEFORE AFTER          the two files',
      '--fail-on regression  ends with code 1 where a gating clause newly fails',
    ],
    run: onSuite(async () => (await import('./diff.ts')).diffCommand),
  },
  statement: {
    does: 'the conformance statement of the last run: HTML, Markdown, in-toto',
    takes: [],
    run: onSuite(async () => (await import('./statement.ts')).statementCommand),
  },
  doctor: {
    does: 'checks the surroundings, a line each with the fix',
    takes: [],
    run: onSuite(async () => (await import('./doctor.ts')).doctorCommand),
  },
  sandbox: {
    does: 'the embedded sandbox by itself',
    takes: [
      '--fault ID      breaks a promise',
      '--variation ID  takes a freedom; may be given several times',
      '--port N        listens there instead of at a free port',
      '--list          lists the faults and variations',
    ],
    run: sandboxCommand,
  },
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
    if (asksForHelp(args)) {
      console.log(helpOn(name, command));
      return;
    }
    const { from, rest } = takeEnvironment(args);
    await command.run(program, rest, from);
    return;
  }
  const width = Math.max(...Object.keys(commands).map(({ length }) => length));
  const list = Object.entries(commands).map(([each, { does }]) => `  ${each.padEnd(width)}  ${does}`);
  const help = `timp-conformance COMMAND\n\n${list.join('\n')}\n\ntimp-conformance COMMAND --help says what a command takes`;
  if (asksForHelp(argv)) console.log(help);
  else failWith(`${name === '' ? 'no command' : `${name} is no command`}: give one of these\n${list.join('\n')}`);
}

function asksForHelp(args: readonly string[]): boolean {
  return ['--help', '-h'].includes(args[0] ?? '');
}

function helpOn(name: string, { does, takes }: Command): string {
  const lines = [...takes, '--env NAME      reads .env.NAME, and writes to results/NAME'];
  return `timp-conformance ${name}: ${does}\n\n${lines.map((line) => `  ${line}`).join('\n')}`;
}

function firstLineOf({ message }: Error): string {
  return message.split('\n')[0] ?? '';
}
