import { Budget } from '../client/budget.ts';
import { Client } from '../client/client.ts';
import { Connections } from '../client/connections.ts';
import type { Exchange, Stimulus } from '../model/exchange.ts';
import { Recording } from '../client/recording.ts';
import { isLimited, retryAfterMs } from '../http/not-now.ts';
import { possibleEffects } from '../model/effects.ts';
import { userAgent } from '../client/user-agent.ts';
import { dialSecrets, secretsIn } from '../http/configured-secrets.ts';
import type { Target } from '../model/target.ts';
import { SecretRegistry } from '../secrets/registry.ts';
import { type Schemas, schemasOf } from '../schema/schema.ts';
import type { RunFolder } from '../run/run-folder.ts';
import type { Blame, VerdictRecord } from '../model/verdict.ts';
import { FatalInputs } from './fatal-input.ts';
import { Outage } from './outage.ts';
import type { Suite } from './suite.ts';

/** Everything that the clauses of one run share: suite, target, client, recording, secrets. */
export class RunContext {
  readonly target: Target;
  readonly suite: Suite;
  readonly schemas: Schemas;
  readonly recording: Recording;
  readonly secrets: SecretRegistry;
  readonly budget: Budget;
  /** Spares among them are closed before anything but the client connects to the target, and when the run ends. */
  readonly connections: Connections;
  readonly client: Client;
  readonly outage: Outage;
  readonly fatalInputs: FatalInputs;
  readonly folder: RunFolder | undefined;
  /** The verdicts given so far, the last one for each clause. */
  readonly verdicts: Map<string, VerdictRecord>;

  /**
   * @param startedAt Start of the run in milliseconds since the epoch, from which its budget counts.
   * @param folder Where the recording is kept; in memory alone where absent.
   */
  constructor(target: Target, suite: Suite, startedAt: number, folder?: RunFolder) {
    this.target = target;
    this.suite = suite;
    this.schemas = schemasOf(suite.schemas).replacing(suite.schemasInstead?.(target) ?? {});
    this.folder = folder;
    this.secrets = secretsOf(target, suite);
    this.recording = new Recording(this.secrets, folder);
    this.verdicts = folder?.verdicts() ?? new Map<string, VerdictRecord>();
    const allowance = { ...target, endsAt: startedAt + target.runBudgetSeconds * 1000 };
    this.budget = new Budget(allowance, possibleEffects(this.recording.exchanges));
    this.outage = new Outage(folder, {
      canaries: suite.canaries,
      probe: (canary) => this.probeCanary(canary),
      // What is left of a run's time is waited out, so that the target has had every chance.
      wait: (ms) => this.budget.wait(Math.min(ms, Math.max(0, this.budget.leftMs - 1))),
    });
    this.connections = new Connections(target);
    this.client = new Client({
      target,
      budget: this.budget,
      recording: this.recording,
      connections: this.connections,
      userAgent,
      blameIfAway: async () => ((await this.outage.isTargetWell()) ? undefined : this.outage.away?.blame),
    });
    this.fatalInputs = new FatalInputs(this);
  }

  /** Keeps a verdict, for later clauses and for the reporter. */
  give(record: VerdictRecord): void {
    this.verdicts.set(record.id, record);
    this.folder?.append('verdicts.jsonl', record);
  }

  /** Why nothing more can be decided in this run; undefined while it goes on. */
  get over(): { readonly blame: Blame; readonly message: string } | undefined {
    const isTimeUp = this.budget.leftMs <= 0;
    const { givenUpSince, away } = this.outage;
    if (away !== undefined && (isTimeUp || givenUpSince !== undefined)) return away;
    return isTimeUp ? { blame: 'budget', message: 'the run budget (RUN_BUDGET_SECONDS) is used up' } : undefined;
  }

  /**
   * A client with an allowance of its own, for what has to be done also when the run's time and effects are used up. It
   * records like the run's.
   *
   * @param seconds How long it may send, from now.
   */
  clientWithGrace(seconds: number): Client {
    const endsAt = Date.now() + seconds * 1000;
    return new Client({
      target: this.target,
      budget: new Budget({ endsAt, requestsPerSecond: this.target.requestsPerSecond, maxEffects: Infinity }, 0),
      recording: this.recording,
      connections: this.connections,
      userAgent,
      // Giving up early is no help here: it tries as often as it may.
      blameIfAway: () => Promise.resolve(undefined),
    });
  }

  /** Sends a canary once, as it is; a limit that ends within the run is waited out once. */
  private async probeCanary(stimulus: Stimulus): Promise<Exchange> {
    const canary: Stimulus = { ...stimulus, onTrouble: 'judge', mayBeLimited: true, auxiliary: true };
    const exchange = await this.client.send(canary);
    const { response } = exchange;
    if (response === undefined || !isLimited(response)) return exchange;
    const ms = retryAfterMs(response, Date.now());
    if (ms === undefined || ms >= this.budget.leftMs) return exchange;
    await this.budget.wait(ms, 'limited');
    return this.client.send(canary);
  }
}

/** The registry with what the configuration holds. */
export function secretsOf(target: Target, { secretMembers }: Pick<Suite, 'secretMembers'>): SecretRegistry {
  const registry = new SecretRegistry(secretMembers);
  registry.configureKnown(target.baseUrl);
  if (target.accountPassword !== undefined) registry.configure('ACCOUNT_PASSWORD', target.accountPassword);
  if (target.ledgerKey !== undefined) registry.configure('LEDGER_KEY', target.ledgerKey);
  for (const [variable, value] of dialSecrets(target.dial)) registry.configure(variable, value);
  target.extraHeaders.forEach((field, index) => {
    for (const value of secretsIn(field))
      registry.configure(`EXTRA_HEADER_${index + 1}`, value, true, `<extra_header#${index + 1}>`);
  });
  registry.configure('ACCOUNT_EMAIL', target.accountEmail, false);
  registry.configure('UNKNOWN_EMAIL', target.unknownEmail, false);
  return registry;
}
