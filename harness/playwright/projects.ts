import type { Project } from '@playwright/test';
import type { Level } from '../model/clause.ts';
import { overTrafficTag } from './tests.ts';

const levels: readonly Level[] = ['MUST', 'SHOULD', 'MAY'];

/**
 * The parts of a run that may not get through everything: what gates comes first, so that what is left out is what
 * matters least. A run that gets through everything has no such parts, since each takes a worker of its own, and that
 * takes longer than most clauses.
 */
export function partsByLevel(): Project[] {
  const overTraffic = new RegExp(`${overTrafficTag}\\b`);
  const part = (name: string, level: Level, more: Pick<Project, 'grepInvert'>): Project => ({
    name: `${name} (${level})`,
    grep: new RegExp(`@${level}\\b`),
    ...more,
  });
  return [
    ...levels.map((level) => part('calls', level, { grepInvert: overTraffic })),
    ...levels.map((level) => ({
      ...part('traffic', level, {}),
      grep: new RegExp(`@${level}\\b.*${overTrafficTag}\\b`),
    })),
  ];
}
