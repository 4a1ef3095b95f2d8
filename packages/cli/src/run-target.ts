import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

import { complaints } from './complaints.ts';
import type { Engine, Problem, Target, TargetRequest } from './engine.ts';
import { UsageError } from './usage-error.ts';

/** What the command line says about a real module. */
export interface TargetFlags {
  readonly target?: string;
  /** Begin each scenario from factory settings. */
  readonly restore?: true;
  /** A file with the `world` around it. */
  readonly world?: string;
  /** Steps that last longer by themselves are skipped: `2m`. */
  readonly waitMax?: string;
}

/** What else the command line says and means nothing there. */
export interface ExcludedFlags {
  readonly seed?: number;
  readonly repeat: number;
  readonly jobs: number;
  readonly checkDeterminism: boolean;
  readonly dialect?: string;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly failAllocation?: number;
}

/** What is wrong with the options about a real module, taken together. */
export function targetProblems(flags: TargetFlags & ExcludedFlags): readonly Problem[] {
  if (flags.target === undefined) {
    const about = {
      '--restore': flags.restore,
      '--world': flags.world,
      '--wait-max': flags.waitMax,
    };
    return Object.entries(about)
      .filter(([, value]) => value !== undefined)
      .map(([option]) => complaints.targetOnly(option));
  }
  const excluded: readonly (readonly [boolean, string, string])[] = [
    [flags.jobs > 1, '--jobs', 'there is one module, and it does one thing at a time'],
    [flags.checkDeterminism, '--check-determinism', 'no two runs in real time are the same'],
    [flags.repeat > 1, '--repeat', 'it repeats with further seeds, and a real module has none'],
    [flags.seed !== undefined, '--seed', 'a real module has none'],
    [
      flags.dialect?.includes(',') === true,
      '--dialect with several names',
      'a real module words its answers in one way',
    ],
    [flags.failAllocation !== undefined, '--fail-allocation', 'its memory is its own'],
    ...(['ca', 'cert', 'key'] as const).map((name) => {
      const why = 'a real module has its certificates in its own flash';
      return [flags[name] !== undefined, `--${name}`, why] as const;
    }),
  ];
  return excluded
    .filter(([is]) => is)
    .map(([, option, reason]) => complaints.targetExcludes(option, reason));
}

/** A real module that is there. */
export interface RunTarget {
  readonly target: Target;
  readonly close: () => Promise<void>;
}

/** @throws UsageError when there is no module where it should be, or a file cannot be used */
export async function openRunTarget(
  engine: Engine,
  { target: text, restore, world, waitMax, dialect }: TargetFlags & Pick<ExcludedFlags, 'dialect'>,
  cwd: string,
): Promise<RunTarget | undefined> {
  if (text === undefined) return undefined;
  const opened = await engine.openTarget({
    text,
    restore: restore === true,
    dialect,
    waitMax,
    world: world === undefined ? undefined : worldFile(engine, world, cwd),
  });
  if (!opened.ok) throw new UsageError(opened.problems);
  return opened;
}

function worldFile(engine: Engine, file: string, cwd: string): TargetRequest['world'] {
  const readFile = engine.filesIn(dirname(resolve(cwd, file)));
  return { file, text: readWorld(file, cwd), readFile };
}

function readWorld(path: string, cwd: string): string {
  try {
    return readFileSync(resolve(cwd, path), 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError([complaints.unreadable(path, reason)]);
  }
}
