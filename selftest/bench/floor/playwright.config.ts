import { defineConfig } from '@playwright/test';

/** The runner with nothing to do: the floor that a run is measured against. */
export default defineConfig({ workers: 1, reporter: 'line', outputDir: '../../../results/selftest/floor' });
