import { environmentName } from '../config/environment-name.ts';
import type { ConfigOptions } from '../config/read.ts';
import { failWith } from './exit.ts';

/**
 * Takes `--env NAME`, which every command that reads settings has, out of its arguments.
 *
 * @returns where the settings come from, and the other arguments.
 */
export function takeEnvironment(args: readonly string[]): { from: ConfigOptions; rest: readonly string[] } {
  const index = args.findIndex((each) => each === '--env' || each.startsWith('--env='));
  if (index === -1) return { from: {}, rest: args };
  const isOneWord = args[index] !== '--env';
  const environment = (isOneWord ? args[index]?.slice('--env='.length) : args[index + 1]) ?? '';
  if (!environmentName.test(environment))
    return failWith('--env takes the NAME of a file .env.NAME: give one of letters, digits, dots and hyphens');
  return { from: { environment }, rest: args.toSpliced(index, isOneWord ? 1 : 2) };
}
