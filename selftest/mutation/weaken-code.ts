import ts from 'typescript';
import type { Mutant } from './mutant.ts';
import type { Source } from './sources.ts';

/**
 * Weakens what specs and rules assert, one place at a time: a failure that is not thrown, a rule that is not called, an
 * input that is not sent, one side of a condition, a bound that is halved.
 *
 * @param judges Names of the functions that throw where something does not conform; see {@link judgesAmong}.
 */
export function weakerCode(
  { file, tree }: Source,
  judges: ReadonlySet<string>,
  clausesOfFile: readonly string[],
): Mutant[] {
  const mutants: Mutant[] = [];
  const add = (at: ts.Node, replacement: string, what: string, clauses = clausesOfFile): void => {
    const line = tree.getLineAndCharacterOfPosition(at.getStart()).line + 1;
    mutants.push({
      file,
      start: at.getStart(),
      end: at.getEnd(),
      replacement,
      what: `${what} (line ${line})`,
      clauses,
    });
  };

  const visit = (node: ts.Node, clauses: readonly string[], judged: boolean, inCondition: boolean): void => {
    if (throwsNonconformity(node)) add(node, ';', `not thrown: ${brief(node)}`, clauses);
    if (isStatementOf(node, judges)) add(node, ';', `not called: ${brief(node)}`, clauses);
    if (inCondition && ts.isBinaryExpression(node) && isLogical(node)) {
      add(node, node.left.getText(), `without ${node.operatorToken.getText()} ${brief(node.right)}`, clauses);
      add(node, node.right.getText(), `without ${brief(node.left)} ${node.operatorToken.getText()}`, clauses);
    }
    if (isBound(node)) add(node.initializer, `${node.initializer.getText()} / 2`, `halved: ${brief(node)}`, clauses);
    if (ts.isArrayLiteralExpression(node)) weakenInputs(node, clauses);

    const id = clauseDeclaredBy(node);
    if (id !== undefined && ts.isCallExpression(node)) {
      const rule = node.arguments[3];
      if (rule !== undefined && isRule(rule, judges))
        add(rule, '() => undefined', `${id} without ${brief(rule)}`, [id]);
    }
    const inside = id === undefined ? clauses : [id];
    // A condition counts where it decides whether a failure is thrown.
    const condition = ts.isIfStatement(node) && judged ? node.expression : undefined;
    const judging = nameOf(node) !== undefined ? contains(node, throwsNonconformity) : judged;
    ts.forEachChild(node, (child) =>
      visit(child, inside, judging, child === condition || (inCondition && !ts.isStatement(child))),
    );
  };

  const weakenInputs = (node: ts.ArrayLiteralExpression, clauses: readonly string[]): void => {
    const { elements, parent } = node;
    const declared = clauseDeclaredBy(parent);
    const inputs = declared !== undefined || elements.every((each) => calledIn(each) === 'stimulus');
    if (!inputs || elements.length < 2) return;
    for (const each of elements) {
      const rest = elements.filter((other) => other !== each).map((other) => other.getText());
      add(
        node,
        `[${rest.join(', ')}]`,
        `without the input ${brief(each)}`,
        declared === undefined ? clauses : [declared],
      );
    }
  };

  visit(tree, clausesOfFile, false, false);
  return mutants;
}

/** The names of all functions that throw a Nonconformity, or call one that does for nothing but that. */
export function judgesAmong(sources: readonly Source[]): ReadonlySet<string> {
  const functions = sources.flatMap(({ tree }) => namedFunctions(tree));
  const judges = new Set<string>();
  for (let before = -1; before < judges.size;) {
    before = judges.size;
    for (const { name, body } of functions) {
      if (contains(body, (node) => throwsNonconformity(node) || isStatementOf(node, judges))) judges.add(name);
    }
  }
  return judges;
}

function namedFunctions(tree: ts.SourceFile): { name: string; body: ts.Node }[] {
  const found: { name: string; body: ts.Node }[] = [];
  const visit = (node: ts.Node): void => {
    const name = nameOf(node);
    if (name !== undefined) found.push({ name, body: node });
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** The name of a function, however it is written. */
function nameOf(node: ts.Node): string | undefined {
  if (ts.isFunctionDeclaration(node)) return node.name?.text;
  if (!ts.isVariableDeclaration(node) && !ts.isPropertyAssignment(node)) return undefined;
  return node.initializer !== undefined && ts.isArrowFunction(node.initializer) ? node.name.getText() : undefined;
}

function contains(node: ts.Node, test: (node: ts.Node) => boolean): boolean {
  return test(node) || (ts.forEachChild(node, (child) => contains(child, test) || undefined) ?? false);
}

function throwsNonconformity(node: ts.Node): node is ts.ThrowStatement {
  return ts.isThrowStatement(node) && node.getText().startsWith('throw new Nonconformity(');
}

/** True for a statement that only calls one of some functions. */
function isStatementOf(node: ts.Node, functions: ReadonlySet<string>): boolean {
  return ts.isExpressionStatement(node) && functions.has(calledIn(node.expression) ?? '');
}

function calledIn(node: ts.Node): string | undefined {
  if (ts.isAwaitExpression(node)) return calledIn(node.expression);
  return ts.isCallExpression(node) && ts.isIdentifier(node.expression) ? node.expression.text : undefined;
}

/** True for a rule by its name, and for one that {@link answers} makes. */
function isRule(node: ts.Expression, judges: ReadonlySet<string>): boolean {
  if (ts.isIdentifier(node)) return judges.has(node.text);
  return ts.isCallExpression(node) && node.getText().startsWith('answers(');
}

function clauseDeclaredBy(node: ts.Node): string | undefined {
  if (calledIn(node) !== 'clause' || !ts.isCallExpression(node)) return undefined;
  const [id] = node.arguments;
  return id !== undefined && ts.isStringLiteral(id) ? id.text : undefined;
}

function isLogical({ operatorToken }: ts.BinaryExpression): boolean {
  return [ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken].includes(operatorToken.kind);
}

/** A constant that says how few of something are enough. */
function isBound(node: ts.Node): node is ts.VariableDeclaration & { initializer: ts.Expression } {
  return ts.isVariableDeclaration(node) && node.name.getText().startsWith('fewest') && node.initializer !== undefined;
}

function brief(node: ts.Node): string {
  const text = node.getText().replace(/\s+/g, ' ');
  return text.length > 90 ? `${text.slice(0, 90)}…` : text;
}
