import { defineConfig } from 'vitest/config';

import { readFloors } from './tools/floors.ts';

const testsOf = (folder: string): string => `packages/${folder}/src/**/*.test.ts`;
const floors = readFloors();
/** What their tests leave in a process are guards of its globals and memos, which hurt nobody. */
const models = ['broker', 'scenario'];
const realTime = 'packages/scenario/src/live/**/*.test.ts';

export default defineConfig({
  test: {
    reporters: ['default'],
    silent: 'passed-only',
    // Nothing depends on how long it takes; this only ends what would wait for
    // ever, so it is far beyond what a law takes on a machine that is busy with
    // other things.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    teardownTimeout: 60_000,
    // By itself Vitest leaves one processor to its reporter, which is half of two.
    maxWorkers: '100%',
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
          name: 'models',
          include: models.map(testsOf),
          exclude: [realTime],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'ambient',
          include: [
            ...floors
              .filter((floor) => !floor.pure && !models.includes(floor.package))
              .map((floor) => testsOf(floor.package)),
            realTime,
            'tools/**/*.test.ts',
          ],
        },
      },
    ],
  },
});
