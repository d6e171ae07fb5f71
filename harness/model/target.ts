import type { DialOptions } from './dial-options.ts';
import type { Header } from './message.ts';

/** How much a run judges: see `.env.example`. */
export type Profile = 'health' | 'standard' | 'full';

/** The deployment under test and how to treat it: validated once, then frozen. */
export interface Target {
  /** True where the run started the embedded sandbox itself. */
  readonly embedded: boolean;
  /** Absolute URL without a trailing slash; the calls' paths are joined below it. */
  readonly baseUrl: string;
  /** True where the host is a loopback address (RFC 1122 3.2.1.3, RFC 6761 6.3). */
  readonly loopback: boolean;
  readonly accountEmail: string;
  readonly accountPassword?: string;
  readonly unknownEmail: string;
  readonly profile: Profile;
  /** SHOULD clauses gate too. */
  readonly strict: boolean;
  readonly clockControlUrl?: string;
  /** Where a reset's token goes: into its answer, which is what absence means, or by mail alone. */
  readonly tokenDelivery?: 'response' | 'mail';
  /** Shell command that prints the token that a reset has mailed. */
  readonly tokenCommand?: string;
  /** Proxies, certificates, and where sockets go; absent where connections go straight to the base URL's host. */
  readonly dial?: DialOptions;
  /** What a gateway wants on every request: fields that a request does not set itself. Each value is a secret. */
  readonly extraHeaders: readonly Header[];
  /** Value of `User-Agent`; the harness's own where absent. */
  readonly userAgent?: string;
  /** True where requests name a trace of their own, see `trace-context.ts`. */
  readonly sendsTraceparent: boolean;
  readonly sloP95Ms: number;
  /** One exchange, connect to last byte, in milliseconds. */
  readonly requestTimeoutMs: number;
  /** `Infinity` where unlimited. */
  readonly requestsPerSecond: number;
  readonly runBudgetSeconds: number;
  readonly allowProduction: boolean;
  readonly allowHostile: boolean;
  /** `Infinity` where unlimited. */
  readonly maxEffects: number;
  /** Seed of everything that is generated: a 32-bit unsigned integer. */
  readonly seed: number;
  readonly generatedCases: number;
  readonly deviationsFile?: string;
  readonly ledgerFile?: string;
  readonly ledgerKey?: string;
  readonly resultsDir: string;
  /** `NAME` of `--env NAME`, by which the settings of the target are found again. */
  readonly environment?: string;
}
