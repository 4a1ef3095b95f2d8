import { join, relative } from 'node:path';

import { createVitest, type TestSpecification, type Vitest } from 'vitest/node';

import { KeptThread } from './kept-thread.ts';
import type { TestContext } from './test-context.ts';

/** What a suite is made of. */
export interface SuiteOptions {
  /** The root of the project. */
  readonly root: string;
  /** The folder whose tests are to find the mutants. */
  readonly folder: string;
  /** The mutated sources by their path from the root. */
  readonly codes: Readonly<Record<string, string>>;
  /** How many mutants are in them. */
  readonly mutantCount: number;
}

/** One run: the test files in order, up to the first test that fails. */
export interface SuiteRun extends TestContext {
  readonly files: readonly string[];
}

export interface SuiteOutcome {
  /** What went red first; undefined when everything stayed green. */
  readonly red: string | undefined;
  /** How often each mutant was reached, by id; while one is active only that one. */
  readonly hits: readonly number[];
}

/** What the process of a suite is asked. */
export type SuiteRequest =
  | ({ readonly kind: 'create' } & SuiteOptions)
  | ({ readonly kind: 'run' } & SuiteRun);

/** In the order they are given, unlike the sorters that come with the runner. */
class AsGiven {
  sort(files: TestSpecification[]): TestSpecification[] {
    return files;
  }

  shard(files: TestSpecification[]): TestSpecification[] {
    return files;
  }
}

/** The tests of a package over its mutated sources, loaded once and run as often as need be. */
export class Suite {
  private readonly vitest: Vitest;
  private readonly root: string;
  private readonly hits: Uint32Array;
  private runs = 0;
  private readonly specifications = new Map<string, TestSpecification>();

  private constructor(vitest: Vitest, { root, mutantCount }: SuiteOptions) {
    this.vitest = vitest;
    this.root = root;
    this.hits = new Uint32Array(new SharedArrayBuffer(mutantCount * Uint32Array.BYTES_PER_ELEMENT));
  }

  static async create(options: SuiteOptions): Promise<Suite> {
    const { root, folder, codes } = options;
    const mutated = new Map(Object.entries(codes).map(([path, code]) => [join(root, path), code]));
    const vitest = await createVitest(
      'test',
      {
        root,
        config: false,
        watch: false,
        include: [`${folder}/**/*.test.ts`],
        setupFiles: ['tools/vitest/fast-check-seed.ts', 'tools/mutate/mutant-switch.ts'],
        pool: { name: 'kept-thread', createPoolWorker: (thread) => new KeptThread(thread) },
        isolate: false,
        fileParallelism: false,
        sequence: { sequencer: AsGiven },
        bail: 1,
        // Nothing waits in real time; a red test on a busy machine would be a false find.
        testTimeout: 60_000,
        silent: true,
        reporters: [{}],
      },
      {
        cacheDir: 'node_modules/.cache/mutate',
        plugins: [{ name: 'mutants', enforce: 'pre', load: (id) => mutated.get(id) }],
      },
    );
    const suite = new Suite(vitest, options);
    for (const specification of await vitest.globTestSpecifications()) {
      suite.specifications.set(relative(root, specification.moduleId), specification);
    }
    return suite;
  }

  /** The test files, from the root of the project. */
  get files(): readonly string[] {
    return [...this.specifications.keys()].toSorted();
  }

  async run({ files, active, hitsMax }: SuiteRun): Promise<SuiteOutcome> {
    this.hits.fill(0);
    this.runs += 1;
    this.vitest.provide('mutation', { run: this.runs, active, hitsMax, hits: this.hits });
    let red: string | undefined;
    // In growing portions, for after a failure the runner still loads what it then skips.
    for (let from = 0, to = 1; red === undefined && from < files.length; from = to, to *= 2) {
      red = await this.firstRed(files.slice(from, to));
    }
    return { red, hits: [...this.hits] };
  }

  private async firstRed(files: readonly string[]): Promise<string | undefined> {
    // A test that failed in the run before would count against this one.
    this.vitest.state.filesMap.clear();
    this.vitest.state.idMap.clear();
    const { testModules, unhandledErrors } = await this.vitest.runTestSpecifications(
      files.flatMap((file) => this.specifications.get(file) ?? []),
    );
    if (unhandledErrors.length > 0) return String(unhandledErrors[0]);
    const module = testModules.find((one) => !one.ok());
    if (module === undefined) return undefined;
    const [test] = module.children.allTests('failed');
    const error = test?.result().errors?.[0] ?? module.errors()[0];
    const place = relative(this.root, module.moduleId);
    return `${place}: ${test?.fullName ?? 'it does not load'}: ${error?.message}`;
  }
}
