import { answerUnder, policyUnder } from '../../sandbox/application.ts';
import type { Behaviour, Wire } from '../../sandbox/behaviour.ts';
import type { SandboxAnswer, SandboxRequest } from '../../sandbox/message.ts';
import { contractKeeping, type Policy } from '../../sandbox/policy.ts';
import { State } from '../../sandbox/state.ts';

/** A request that came in at a sandbox, and what it needs to be answered again in the same way. */
export interface Arrival {
  readonly request: SandboxRequest;
  /** The system time, in milliseconds since the epoch. */
  readonly at: number;
  /** The tokens that were issued for it. */
  readonly tokens: readonly string[];
  readonly authTokens: readonly string[];
}

/** What a sandbox drew when it started. */
export interface Drawn {
  readonly uuids: State['uuids'];
  readonly password: string;
}

/** An answer as the server gets it to write; or that it comes late, or in another way than by the server. */
export type Replayed = Pick<SandboxAnswer, 'status' | 'headers' | 'body'> | 'late' | 'not by the server';

/** A sandbox's application without a server around it, with what another one drew, and at its times. */
export class Replay {
  readonly #state: ReplayedState;
  readonly #behaviour: Behaviour;
  readonly #policy: Policy;
  #tokens: string[] = [];
  #authTokens: string[] = [];

  constructor(behaviour: Behaviour, drawn: Drawn) {
    this.#state = new ReplayedState(drawn);
    this.#behaviour = behaviour;
    const { newToken, newAuthToken } = contractKeeping;
    const scripted = {
      newToken: (of: State) => this.#tokens.shift() ?? newToken(of),
      newAuthToken: () => this.#authTokens.shift() ?? newAuthToken(),
    };
    this.#policy = policyUnder([{ policy: scripted }, behaviour]);
  }

  answer(arrival: Arrival): Replayed {
    try {
      return this.#answer(arrival);
    } catch {
      // The server closes the connection then.
      return 'not by the server';
    }
  }

  #answer({ request, at, tokens, authTokens }: Arrival): Replayed {
    this.#tokens = [...tokens];
    this.#authTokens = [...authTokens];
    const state = this.#state;
    state.at = at;
    const { delayMs, write } = this.#behaviour;
    const { seen, answer, context } = answerUnder([this.#behaviour], request, state, this.#policy);
    if ((delayMs?.(seen) ?? 0) > 0) return 'late';
    // Content goes out but for HEAD.
    if (seen.method !== request.method || write?.(answer, seen, noWire, context) === true) return 'not by the server';
    return answer;
  }
}

/** There is no connection in a replay: what looks at one may do anything with it. */
const noWire = new Proxy({} as Wire, {
  get: () => {
    throw new Error('there is no connection in a replay');
  },
});

class ReplayedState extends State {
  override readonly uuids: State['uuids'];
  at = 0;

  constructor({ uuids, password }: Drawn) {
    super();
    this.uuids = uuids;
    this.password = password;
    this.passwordHistory[0] = password;
  }

  override get now(): number {
    return super.now - Date.now() + this.at;
  }
}
