import { readEnvFile } from './env-file.ts';
import { misspelling } from './misspelt.ts';
import { nodeDebugProblems } from './node-debug.ts';
import { variableNames, type Given, type GivenValues } from './variables.ts';

interface Gathered {
  readonly given: GivenValues;
  readonly problems: readonly string[];
}

/**
 * Brings the environment and the `.env` file together; the environment wins. Finds what is wrong before any value is
 * looked at: names that are misspelt, variables that are set but empty (a secret that a scheduler failed to fill in
 * must not turn into its default).
 */
export function gather(env: NodeJS.ProcessEnv, envFile: string): Gathered {
  const file = readEnvFile(envFile);
  const problems = [...nodeDebugProblems(env), ...misspelt(env), ...file.problems];
  const given = new Map<string, Given>();
  for (const name of variableNames) {
    const value = env[name];
    const found = value === undefined ? file.given.get(name) : { value, where: 'environment' };
    if (found === undefined) continue;
    if (found.value.trim() === '') {
      problems.push(`${name} (${found.where}) is set but empty: give it a value, or unset it to get its default.`);
    } else {
      given.set(name, found);
    }
  }
  return { given, problems };
}

/** A near miss beside the right name is some other program's variable. */
function misspelt(env: NodeJS.ProcessEnv): string[] {
  return Object.keys(env)
    .filter((name) => !variableNames.includes(name))
    .flatMap((name) => {
      const meant = misspelling(name, variableNames);
      if (meant === undefined || env[meant] !== undefined) return [];
      return [`${name} (environment) is no setting of this harness; did you mean ${meant}? Rename it, or unset it.`];
    });
}
