import { answerUnder, paths, policyUnder } from '../../sandbox/application.ts';
import type { Behaviour } from '../../sandbox/behaviour.ts';
import { jsonBody, type SandboxAnswer, type SandboxRequest } from '../../sandbox/message.ts';
import { State } from '../../sandbox/state.ts';

/** What a sandbox knows while its clock stands still, so that no fault shows by how fast the machine is. */
class StillState extends State {
  readonly #now = Date.now();

  override get now(): number {
    return this.#now;
  }
}

/** A sandbox's application with a behaviour, without a server around it. */
export class Application {
  readonly #state = new StillState();
  readonly #behaviour: Behaviour;
  readonly #tokens: unknown[] = [];
  #requests = 0;

  constructor(behaviour: Behaviour) {
    this.#behaviour = behaviour;
  }

  get accountEmail(): string {
    return this.#state.accountEmail;
  }

  /** The answer to a request. */
  answer(given: Partial<SandboxRequest>): SandboxAnswer {
    const behaviours = [this.#behaviour];
    const request = { ...requestWith(given), number: (this.#requests += 1) };
    return answerUnder(behaviours, request, this.#state, policyUnder(behaviours)).answer;
  }

  /**
   * What of an answer is the same in every run: code, media type, and which of the tokens it is, counted by their first
   * appearance.
   */
  outline(given: Partial<SandboxRequest>): string {
    const answer = this.answer(given);
    const body = jsonBody(answer) as { reset_token?: unknown } | undefined | null;
    const token = body?.reset_token;
    if (token !== undefined && !this.#tokens.includes(token)) this.#tokens.push(token);
    return `${answer.status} ${answer.headers['Content-Type'] ?? 'untyped'} ${this.#tokens.indexOf(token)}`;
  }
}

function requestWith(given: Partial<SandboxRequest>): SandboxRequest {
  const target = given.path ?? paths.resetPassword;
  return {
    method: 'POST',
    path: target,
    query: new URLSearchParams(),
    target,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: Buffer.from(''),
    tooLarge: false,
    number: 1,
    numberOnConnection: 1,
    hosts: ['127.0.0.1'],
    overHttp2: false,
    concurrent: 1,
    secure: false,
    ...given,
  };
}
