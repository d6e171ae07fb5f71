import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { test } from '@playwright/test';

/** A new folder below the running test's own, which the next run of the self-test clears away. */
export function temporaryFolder(): string {
  const parent = test.info().outputPath();
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, 'folder-'));
}
