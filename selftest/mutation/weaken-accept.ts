import ts from 'typescript';
import { clauseOf, isClauseId } from '../../contract/register.ts';
import type { AcceptedCodes } from './accepted-codes.ts';
import type { Edit, Mutant } from './mutant.ts';
import type { Source } from './sources.ts';

/** Codes that targets at fault answer most: a success, a crash, and the two refusals that stand for each other. */
const tempting = [200, 400, 422, 500];

/**
 * Weakens the sets of answers that the register accepts: a code more, or no schema for what comes with a 200.
 *
 * @param inTests Where the tests name the same codes, which have to change along.
 */
export function weakerAccepts({ file, tree }: Source, inTests: AcceptedCodes): Mutant[] {
  const mutants: Mutant[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const id = textOf(memberOf(node, 'id'));
      const accept = memberOf(node, 'accept');
      if (id !== undefined && isClauseId(id) && accept !== undefined && ts.isObjectLiteralExpression(accept)) {
        mutants.push(...ofClause(id, accept));
      }
    }
    ts.forEachChild(node, visit);
  };

  const ofClause = (id: string, accept: ts.ObjectLiteralExpression): Mutant[] => {
    const { codes = [], except = {} } = isClauseId(id) ? clauseOf(id).accept : {};
    const written = memberOf(accept, 'codes');
    const exceptions = memberOf(accept, 'except');
    const success = accept.properties.find((each) => each.name?.getText() === 'success');
    return [
      ...(written === undefined ? [] : withMore(id, written, codes, 'codes', '')),
      ...(exceptions !== undefined && ts.isObjectLiteralExpression(exceptions)
        ? exceptions.properties.filter(ts.isPropertyAssignment).flatMap((each) => {
            const name = textOf(each.name) ?? each.name.getText();
            return withMore(id, each.initializer, except[name] ?? [], `codes for ${name}`, name);
          })
        : []),
      ...(success === undefined ? [] : [replacing(id, success, 'success: undefined', `${id} asks for no schema`)]),
    ];
  };

  const withMore = (id: string, at: ts.Expression, codes: readonly number[], name: string, input: string): Mutant[] =>
    tempting
      .filter((code) => !codes.includes(code))
      .map((code) => {
        const inTest: Edit | undefined = inTests.get(id)?.get(input)?.(code);
        return {
          ...replacing(id, at, `[...${at.getText()}, ${code}]`, `${id} accepts ${code} too (${name})`),
          ...(inTest === undefined ? {} : { along: [inTest] }),
        };
      });

  const replacing = (id: string, at: ts.Node, replacement: string, what: string): Mutant => ({
    file,
    start: at.getStart(),
    end: at.getEnd(),
    replacement,
    what,
    clauses: [id],
  });

  visit(tree);
  return mutants;
}

function memberOf(object: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  const found = object.properties.find((each) => ts.isPropertyAssignment(each) && each.name.getText() === name);
  return found !== undefined && ts.isPropertyAssignment(found) ? found.initializer : undefined;
}

function textOf(node: ts.Node | undefined): string | undefined {
  return node !== undefined && ts.isStringLiteral(node) ? node.text : undefined;
}
