import { clauseOf, isClauseId } from '../../contract/register.ts';
import { acceptedCodes } from './accepted-codes.ts';
import type { Mutant } from './mutant.ts';
import { clausesByFile, judgingSources } from './sources.ts';
import { weakerAccepts } from './weaken-accept.ts';
import { judgesAmong, weakerCode } from './weaken-code.ts';
import { weakerSchemas } from './weaken-schema.ts';

/** Every judgement of the project made weaker, one at a time. */
export function allMutants(root: string): readonly Mutant[] {
  const sources = judgingSources(root);
  const judges = judgesAmong(sources);
  const inTests = acceptedCodes(sources, (id) => (isClauseId(id) ? Object.keys(clauseOf(id).accept.except ?? {}) : []));
  const clausesOf = clausesByFile(sources);
  return [
    ...sources.flatMap((source) => weakerAccepts(source, inTests)),
    ...sources.flatMap((source) => weakerCode(source, judges, clausesOf.get(source.file) ?? [])),
    ...weakerSchemas(root),
  ];
}
