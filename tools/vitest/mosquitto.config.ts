import { defineConfig } from 'vitest/config';

// The laws of the client against a real broker: `pnpm laws`.
export default defineConfig({
  test: {
    include: ['packages/live/src/testing/client-laws/mosquitto-laws.ts'],
    reporters: ['default'],
    silent: 'passed-only',
    testTimeout: 60_000,
    hookTimeout: 30_000,
  },
});
