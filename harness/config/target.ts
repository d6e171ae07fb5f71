import { ConfigurationError } from './configuration-error.ts';
import { sameAddress } from './rules.ts';
import type { Address, Settings } from './read.ts';
import type { Target } from '../model/target.ts';

/**
 * Completes the settings with the target's address.
 *
 * @param env Holds `SANDBOX_BASE_URL`, `SANDBOX_ACCOUNT_EMAIL`, `SANDBOX_ACCOUNT_PASSWORD` and
 *   `SANDBOX_CLOCK_CONTROL_URL`, which Playwright takes from what the embedded sandbox prints when it has drawn its
 *   address. Not looked at where a target is configured.
 * @throws ConfigurationError where the sandbox is used but has not been started.
 */
export function targetOf({ address, conduct }: Settings, env: NodeJS.ProcessEnv): Target {
  const { baseUrl, ...rest } = address ?? sandboxAddress(env);
  if (sameAddress(conduct.unknownEmail, rest.accountEmail)) {
    throw new ConfigurationError([
      `UNKNOWN_EMAIL=${JSON.stringify(conduct.unknownEmail)} is the account's own address: ` +
        'give one that has no account, or unset it.',
    ]);
  }
  return Object.freeze({ ...conduct, baseUrl, ...rest });
}

function sandboxAddress(env: NodeJS.ProcessEnv): Address {
  const the = (name: string): string => {
    const value = env[name];
    if (value !== undefined && value !== '') return value;
    throw new ConfigurationError([
      `BASE_URL is not set, and ${name} neither, which a run sets when it starts the embedded sandbox: ` +
        'start it by npm run conformance, or set BASE_URL.',
    ]);
  };
  return {
    baseUrl: the('SANDBOX_BASE_URL').replace(/\/+$/, ''),
    accountEmail: the('SANDBOX_ACCOUNT_EMAIL'),
    accountPassword: the('SANDBOX_ACCOUNT_PASSWORD'),
    clockControlUrl: the('SANDBOX_CLOCK_CONTROL_URL'),
  };
}
