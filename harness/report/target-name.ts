import type { Settings } from '../config/read.ts';
import type { Target } from '../model/target.ts';

/** What the embedded sandbox is called in every output: nobody may take it for a deployment. */
export const sandboxName = 'the embedded sandbox';

const sandboxInWords = `${sandboxName}, no BASE_URL is set`;

/** The target by one name, such as a label or an id; the address of the sandbox is another one in each run. */
export function targetName({ embedded, baseUrl }: Target): string {
  return embedded ? sandboxName : baseUrl;
}

/** The target in words: of the sandbox they say why it was judged. */
export function targetInWords(target: Target): string {
  return target.embedded ? sandboxInWords : target.baseUrl;
}

/** What a run is about to judge, before the embedded sandbox has an address. */
export function openingInWords({ address, conduct }: Settings, clauses: number): string {
  const target = address?.baseUrl ?? sandboxInWords;
  return `${target} (profile ${conduct.profile}, seed ${conduct.seed}, ${clauses} ${clauses === 1 ? 'clause' : 'clauses'})`;
}
