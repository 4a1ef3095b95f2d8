import { basename } from 'node:path';

import { instrument } from './instrument.ts';
import type { Mutant } from './mutant.ts';
import { SuiteHost } from './suite-host.ts';
import type { Verdict } from './verdict.ts';

/** More than this many times as often or as long as without a mutant is for ever. */
const endlessFactor = 20;
const endlessHitsMin = 10_000;
const endlessMs = 20_000;

/** What one test file does when there is no mutant. */
interface TestFile {
  readonly path: string;
  readonly durationMs: number;
  /** How often it reaches each mutant, by id. */
  readonly hits: readonly number[];
  /** How many mutants it has found. */
  kills: number;
}

/** Sources of one package by path, all their mutants, and the tests that are to find them. */
export class MutatedPackage {
  readonly mutants: readonly Mutant[];
  /** Tests that fail without any mutant; they find nothing and are left out. */
  readonly red: string[] = [];
  private readonly hosts: readonly SuiteHost[];
  private readonly tests: TestFile[] = [];

  constructor(root: string, folder: string, sources: ReadonlyMap<string, string>, jobs: number) {
    const mutants: Mutant[] = [];
    const codes: Record<string, string> = {};
    for (const [path, text] of sources) {
      const instrumented = instrument(path, text, mutants.length);
      mutants.push(...instrumented.mutants);
      codes[path] = instrumented.code;
    }
    this.mutants = mutants;
    const options = { root, folder, codes, mutantCount: mutants.length };
    this.hosts = Array.from({ length: jobs }, () => new SuiteHost(options));
  }

  /** Runs every test file once without a mutant, to see which mutants it reaches. */
  async learn(): Promise<void> {
    const [host] = this.hosts;
    for (const path of (await host?.start()) ?? []) {
      const startedAt = performance.now();
      const run = { files: [path], active: undefined, hitsMax: 0 };
      const outcome = await host?.run(run, endlessMs * endlessFactor);
      const durationMs = performance.now() - startedAt;
      if (outcome === undefined) this.red.push(`${path}: never ends`);
      else if (outcome.red !== undefined) this.red.push(outcome.red);
      else this.tests.push({ path, durationMs, hits: outcome.hits, kills: 0 });
    }
  }

  /** Tries every mutant, several at once if there are several jobs. */
  async judge(judged: (verdict: Verdict) => void): Promise<void> {
    const waiting = this.mutants.values();
    const work = async (host: SuiteHost): Promise<void> => {
      for (const mutant of waiting) judged(await this.verdictOn(mutant, host));
    };
    await Promise.all(this.hosts.map(work));
  }

  stop(): void {
    for (const host of this.hosts) host.stop();
  }

  private async verdictOn(mutant: Mutant, host: SuiteHost): Promise<Verdict> {
    const tests = this.huntersOf(mutant);
    if (tests.length === 0) return { mutant, fate: 'unreached', by: undefined };
    let hits = 0;
    let durationMs = 0;
    for (const test of tests) {
      hits += test.hits[mutant.id] ?? 0;
      durationMs += test.durationMs;
    }
    await this.wake(host);
    const outcome = await host.run(
      {
        files: tests.map(({ path }) => path),
        active: mutant.id,
        hitsMax: endlessHitsMin + endlessFactor * hits,
      },
      endlessMs + endlessFactor * durationMs,
    );
    if (outcome === undefined) return { mutant, fate: 'endless', by: undefined };
    const { red } = outcome;
    if (red === undefined) return { mutant, fate: 'survived', by: undefined };
    const hunter = tests.find(({ path }) => red.startsWith(path));
    if (hunter !== undefined) hunter.kills += 1;
    return { mutant, fate: 'killed', by: red };
  }

  /**
   * Starts the process of a host that has none. It reads the tests anew, and
   * one that has changed meanwhile could be red whatever the mutant.
   */
  private async wake(host: SuiteHost): Promise<void> {
    if (host.isRunning) return;
    await host.start();
    const files = this.tests.map(({ path }) => path);
    const run = { files, active: undefined, hitsMax: 0 };
    const red = (await host.run(run, endlessMs * endlessFactor))?.red;
    if (red !== undefined) throw new Error(`red without a mutant after a new start: ${red}`);
  }

  /** The tests that reach a mutant: its own first, then those that find most in their time. */
  private huntersOf({ id, path }: Mutant): readonly TestFile[] {
    const stem = basename(path, '.ts');
    const isOwn = (test: TestFile): boolean => basename(test.path).startsWith(`${stem}.`);
    return this.tests
      .filter(({ hits }) => (hits[id] ?? 0) > 0)
      .toSorted((a, b) => Number(isOwn(b)) - Number(isOwn(a)) || yieldOf(b) - yieldOf(a));
  }
}

function yieldOf({ kills, durationMs }: TestFile): number {
  return (kills + 1) / durationMs;
}
