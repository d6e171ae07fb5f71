import type { Phases } from '../model/phases.ts';

const words: readonly (readonly [keyof Phases, string])[] = [
  ['name', 'name'],
  ['connect', 'connect'],
  ['proxy', 'proxy'],
  ['tls', 'TLS'],
  ['firstByte', 'first byte'],
  ['whole', 'whole'],
];

/** What the time of an exchange went into, in the order of its parts: `name 3 ms, connect 1 ms, …, whole 90 ms`. */
export function phasesInWords(phases: Phases): string {
  return words
    .flatMap(([phase, word]) => {
      const ms = phases[phase];
      return ms === undefined ? [] : [`${word} ${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`];
    })
    .join(', ');
}
