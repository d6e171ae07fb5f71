/**
 * The configuration can't be used; the run ends with exit code 3 and nothing is sent.
 * The message holds one line a problem, each naming the variable, its value where that is no secret, and the remedy.
 */
export class ConfigurationError extends Error {
  /** One line each, in the order of their finding; never empty, never with a secret. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigurationError';
    this.problems = problems;
  }
}
