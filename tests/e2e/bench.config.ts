import { defineConfig } from '@playwright/test';
import tests from './playwright.config.ts';

// Not a test run: it prints figures, and fails when they are not what they should be.
export default defineConfig(tests, {
  testMatch: '*.bench.ts',
  workers: 1,
  reporter: 'dot',
  timeout: 600_000,
  // A trace costs time.
  use: { trace: 'off' },
});
