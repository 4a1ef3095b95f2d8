import { defineConfig } from 'vitest/config';

import { readFloors } from './tools/floors.ts';

const testsOf = (folder: string): string => `packages/${folder}/src/**/*.test.ts`;
const floors = readFloors();

export default defineConfig({
  test: {
    reporters: ['default'],
    silent: 'passed-only',
    // Nothing waits in real time, but a law may meet a busy machine.
    testTimeout: 30_000,
    setupFiles: ['tools/vitest/fast-check-seed.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: floors.filter((floor) => floor.pure).map((floor) => testsOf(floor.package)),
          // A pure package has nothing global that one test file could leave
          // to the next, so they share a process; that halves the time.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'ambient',
          include: [
            ...floors.filter((floor) => !floor.pure).map((floor) => testsOf(floor.package)),
            'tools/**/*.test.ts',
          ],
        },
      },
    ],
  },
});
