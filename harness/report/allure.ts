import type { TestInfo } from '@playwright/test';
import type { Clause } from '../../contract/clause.ts';
export function labelsFor(clause: Clause) {
  return [{ type: '@allure.label.clause', description: clause.id }];
}
export async function attachExchange(_i: TestInfo, _e: unknown, _s: unknown): Promise<void> {
  await Promise.resolve();
}
