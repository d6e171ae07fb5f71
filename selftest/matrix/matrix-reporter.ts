import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';
import { type Row, rowOf } from './row.ts';

/** Draws the table fault × clause of a whole run into `results/selftest/`, as Markdown and as JSON. */
export default class MatrixReporter implements Reporter {
  readonly #rows: Row[] = [];

  printsToStdio(): boolean {
    return false;
  }

  onTestEnd(_test: TestCase, result: TestResult): void {
    const row = rowOf(result.annotations);
    if (row !== undefined) this.#rows.push(row);
  }

  onEnd(): void {
    if (this.#rows.length === 0) return;
    const rows = this.#rows.sort((a, b) => a.kind.localeCompare(b.kind) || a.id.localeCompare(b.id));
    const folder = join(import.meta.dirname, '../../results/selftest');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'matrix.json'), `${JSON.stringify(rows, undefined, 2)}\n`);
    writeFileSync(join(folder, 'matrix.md'), markdown(rows));
    console.log(summary(rows));
  }
}

function summary(rows: readonly Row[]): string {
  const faults = rows.filter(({ kind }) => kind === 'fault');
  const variations = rows.filter(({ kind }) => kind === 'variation');
  const unseen = faults.filter(({ breaks, failed }) => breaks.some((id) => !failed.includes(id)));
  const flagged = variations.filter(({ problems }) => problems.length > 0);
  const cells = faults.reduce((sum, { breaks }) => sum + breaks.length, 0);
  return (
    `\nMatrix: ${faults.length} faults breaking ${new Set(faults.flatMap(({ breaks }) => breaks)).size} clauses (${cells} cells), ${unseen.length} unseen; ` +
    `${variations.length} variations, ${flagged.length} flagged. Table: results/selftest/matrix.md`
  );
}

function markdown(rows: readonly Row[]): string {
  const line = ({ id, title, shows, breaks, failed, problems }: Row): string => {
    const blamed = failed.filter((each) => !breaks.includes(each));
    const cells = [
      id,
      title,
      shows,
      breaks.map((each) => `${each}${failed.includes(each) ? '' : ' (unseen)'}`).join(', '),
      blamed.join(', '),
      problems.join('; '),
    ];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  };
  const table = (kind: Row['kind']): string[] => rows.filter((row) => row.kind === kind).map(line);
  return [
    '# Fault × clause',
    '',
    summary(rows).trim(),
    '',
    '| fault | what it does | shows | caught by | fails along with them, explained by a declared dependency | problem |',
    '| --- | --- | --- | --- | --- | --- |',
    ...table('fault'),
    '',
    '# Variation × clause',
    '',
    '| variation | what it does | shows | caught by | fails | problem |',
    '| --- | --- | --- | --- | --- | --- |',
    ...table('variation'),
    '',
  ].join('\n');
}
