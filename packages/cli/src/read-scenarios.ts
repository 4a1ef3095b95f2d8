import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

import { complaints } from './complaints.ts';
import type { Engine, FileText, LoadedScenario, Problem } from './engine.ts';
import { findFiles, type FoundFile } from './find-files.ts';

export interface ReadScenario {
  readonly file: string;
  readonly text: string;
  readonly scenario: LoadedScenario;
  /** The files that it names. */
  readonly files: Readonly<Record<string, FileText>>;
}

/**
 * Finds, reads and loads. Every problem of every file is collected: one wrong
 * file stops the run before it begins, so all of them are told at once.
 */
export function readScenarios(
  engine: Engine,
  paths: readonly string[],
  cwd: string,
): { readonly scenarios: readonly ReadScenario[]; readonly problems: readonly Problem[] } {
  const found = findFiles(paths, cwd);
  const problems = [...found.problems];
  const scenarios: ReadScenario[] = [];
  for (const file of found.files) {
    const text = readText(file, engine.fileBytesMax);
    if (typeof text !== 'string') {
      problems.push(text);
      continue;
    }
    const beside = engine.filesIn(dirname(file.path));
    const files: Record<string, FileText> = {};
    const loaded = engine.load(text, file.shown, (path) => (files[path] ??= beside(path)));
    if (loaded.ok) scenarios.push({ file: file.shown, text, scenario: loaded.scenario, files });
    else problems.push(...loaded.problems);
  }
  return { scenarios, problems };
}

function readText({ path, shown }: FoundFile, bytesMax: number): string | Problem {
  try {
    const { size } = statSync(path);
    if (size > bytesMax) return complaints.tooLarge(shown, size, bytesMax);
    const bytes = readFileSync(path);
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      return complaints.notText(shown);
    }
  } catch (error) {
    return complaints.unreadable(shown, error instanceof Error ? error.message : String(error));
  }
}
