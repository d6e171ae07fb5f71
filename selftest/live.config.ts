import { defineConfig } from '@playwright/test';
import base from './playwright.config.ts';

/** Whole runs against targets that misbehave: they wait for timeouts, so they have a command of their own. */
export default defineConfig({ ...base, testMatch: '**/*.live.ts', workers: 2 });
