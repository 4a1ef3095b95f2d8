import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A path in a folder of its own, where nothing is; the folder is gone after the test. */
export function temporaryPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'w800-live-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'it');
}
