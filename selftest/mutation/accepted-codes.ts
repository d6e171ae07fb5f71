import ts from 'typescript';
import type { Edit } from './mutant.ts';
import type { Source } from './sources.ts';

/** Where the tests of clauses name the codes that they accept: by clause, then by input, `''` for all other inputs. */
export type AcceptedCodes = ReadonlyMap<string, ReadonlyMap<string, (code: number) => Edit>>;

/**
 * Finds the calls of `answers(…)`, and of `.except(input, …)` on them, in the declarations of clauses.
 *
 * @param namesOf Names of the inputs whose codes differ, in the order of the register, by clause.
 */
export function acceptedCodes(sources: readonly Source[], namesOf: (id: string) => readonly string[]): AcceptedCodes {
  const found = new Map<string, Map<string, (code: number) => Edit>>();
  for (const { file, tree } of sources) {
    const visit = (node: ts.Node): void => {
      const rule = ruleOf(node);
      if (rule !== undefined) found.set(rule.id, editsOf(file, rule.rule, namesOf(rule.id)));
      ts.forEachChild(node, visit);
    };
    visit(tree);
  }
  return found;
}

function ruleOf(node: ts.Node): { id: string; rule: ts.Expression } | undefined {
  if (!ts.isCallExpression(node) || node.expression.getText() !== 'clause') return undefined;
  const [id, , , rule] = node.arguments;
  return id !== undefined && ts.isStringLiteral(id) && rule !== undefined ? { id: id.text, rule } : undefined;
}

function editsOf(file: string, rule: ts.Expression, names: readonly string[]): Map<string, (code: number) => Edit> {
  const edits = new Map<string, (code: number) => Edit>();
  const exceptions = [...names].reverse();
  for (let each: ts.Expression = rule; ts.isCallExpression(each);) {
    const last = each.arguments.at(-1);
    const callee: ts.LeftHandSideExpression = each.expression;
    if (last === undefined) break;
    const edit = (code: number): Edit => ({
      file,
      start: last.getEnd(),
      end: last.getEnd(),
      replacement: `, ${code}`,
    });
    if (callee.getText() === 'answers') edits.set('', edit);
    if (!ts.isPropertyAccessExpression(callee)) break;
    edits.set(exceptions.shift() ?? '', edit);
    each = callee.expression;
  }
  return edits;
}
