import { data, Evaluator, Lexer, Parser } from '@actions/expressions';

/** What expressions of GitHub Actions may refer to, by the name of the context: github, vars, secrets, steps and so on. */
export type Contexts = Readonly<Record<string, unknown>>;

/** How the steps before came out, which the functions of conditions tell. */
export interface Status {
  readonly failed: boolean;
  readonly cancelled: boolean;
}

const truthful: Status = { failed: false, cancelled: false };

/**
 * The value of an expression, by GitHub's own evaluator.
 *
 * @param text Without the braces around it.
 * @throws ExpressionError where it is none, or names a context that is not given.
 */
function evaluated(text: string, contexts: Contexts, status: Status): unknown {
  const functions = [
    ['success', !status.failed && !status.cancelled],
    ['failure', status.failed && !status.cancelled],
    ['cancelled', status.cancelled],
    ['always', true],
  ] as const;
  const definitions = functions.map(([name, value]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(value),
  }));
  const { tokens } = new Lexer(text).lex();
  const expression = new Parser(tokens, Object.keys(contexts), definitions).parse();
  const context = JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary;
  const known = new Map(definitions.map((each) => [each.name, each]));
  const result = new Evaluator(expression, context, known).evaluate();
  return JSON.parse(JSON.stringify(result, data.replacer)) as unknown;
}

/**
 * A value of a workflow with its expressions evaluated: one that is nothing but an expression keeps its type.
 *
 * @param value As it stands in the YAML.
 */
export function interpolated(value: unknown, contexts: Contexts, status = truthful): unknown {
  if (typeof value !== 'string') return value;
  const whole = /^\$\{\{((?:(?!\$\{\{).)*)\}\}$/s.exec(value.trim())?.[1];
  if (whole !== undefined) return evaluated(whole, contexts, status);
  return value.replace(/\$\{\{(.*?)\}\}/gs, (_, text: string) => asText(evaluated(text, contexts, status)));
}

/** The same as text, in which nothing is empty. */
export function interpolatedText(value: unknown, contexts: Contexts): string {
  return asText(interpolated(value, contexts));
}

/** Whether a condition holds; one that asks for no status holds only where nothing has failed. */
export function holds(condition = 'success()', contexts: Contexts, status: Status): boolean {
  const bare = /^\$\{\{(.*)\}\}$/s.exec(condition.trim())?.[1] ?? condition;
  const asks = /\b(?:success|failure|cancelled|always)\(\)/.test(bare);
  return Boolean(evaluated(asks ? bare : `success() && (${bare})`, contexts, status));
}

function asText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
