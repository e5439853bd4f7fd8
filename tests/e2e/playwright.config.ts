import { defineConfig } from '@playwright/test';

const chromium = process.env.ENVDOCK_CHROMIUM ?? '/usr/bin/chromium';
const sandbox = process.env.ENVDOCK_CHROMIUM_SANDBOX !== 'off';

export default defineConfig({
  testDir: '.',
  testMatch: '*.e2e.ts',
  outputDir: '../../target/e2e/results',
  // Nothing is tried again: a test that sometimes fails is a failed test.
  retries: 0,
  forbidOnly: true,
  fullyParallel: true,
  workers: 2,
  timeout: 90_000,
  // A loaded machine is slow, not wrong.
  expect: { timeout: 15_000 },
  use: {
    browserName: 'chromium',
    launchOptions: {
      executablePath: chromium,
      chromiumSandbox: sandbox,
      args: ['--disable-quic', '--disable-background-networking', '--disable-component-update'],
    },
    locale: 'en-GB',
    timezoneId: 'UTC',
    // Every trace costs a third of a test's time; `--trace on` records the one that is looked at.
    trace: 'off',
  },
});
