/**
 * Node prints what its parts do where `NODE_DEBUG` names them, by patterns with `*` between commas; `child_process` prints
 * the whole environment of each process that is started, before any of our code could hide a secret in it.
 * @returns one line where that would happen.
 */
export function nodeDebugProblems({ NODE_DEBUG: value = '' }: NodeJS.ProcessEnv): string[] {
  const covers = (pattern: string): boolean =>
    new RegExp(
      `^${pattern
        .trim()
        .replace(/[^\w*]/g, '')
        .replaceAll('*', '.*')}$`,
      'i',
    ).test('child_process');
  if (!value.split(',').some(covers)) return [];
  return [
    `NODE_DEBUG=${JSON.stringify(value)} (environment) makes Node print the environment, and every secret in it: ` +
      'leave child_process and * out.',
  ];
}
