// End-to-end tests in a real browser, against a server and identity providers of their own (see tests/support/world.mjs).
// A test with the tag @no-script runs a second time with script switched off.
import { execSync } from 'node:child_process';
import { defineConfig } from '@playwright/test';

const chromium = {
  // The browser of the system; none is downloaded.
  executablePath: execSync('command -v chromium || command -v chromium-browser || command -v google-chrome', { encoding: 'utf8' }).trim(),
  // Background traffic of the browser itself has nothing to look for on a closed network.
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
};

export default defineConfig({
  testDir: 'tests',
  testMatch: '**/*.spec.mjs',
  globalSetup: './tests/support/world.mjs',
  // Each worker has a world with a database of its own, unless one is named; within a file the tests take turns.
  workers: process.env.RONDOM_DATABASE_URL ? 1 : 2,
  forbidOnly: Boolean(process.env.CI),
  timeout: 180_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    launchOptions: chromium,
    locale: 'nl-NL',
    timezoneId: 'Europe/Amsterdam',
    actionTimeout: 20_000,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'script' },
    { name: 'no-script', grep: /@no-script/, use: { javaScriptEnabled: false } },
  ],
});
