import { calls, hosts } from '../../contract/documented.ts';
import type { ApiFacts } from '../config/rules.ts';

/** What the configuration is judged by beside its own schema, taken from the documentation. */
export const apiFacts: ApiFacts = {
  productionHosts: [new URL(hosts.production).hostname],
  // The folder that a call lies in: `/a/b/call/` gives `/a/b`.
  callPrefixes: [...new Set(Object.values(calls).map(({ path }) => path.split('/').slice(0, -2).join('/')))],
};
