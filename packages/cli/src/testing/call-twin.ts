import { runProgram } from '../program.ts';
import type { Called } from './call.ts';
import { testShell } from './test-shell.ts';

/** One call of the program in this process, on the engine that ships. */
export async function callTwin(argv: readonly string[], cwd: string): Promise<Called> {
  const shell = testShell({ cwd });
  const exitCode = await runProgram(argv, {
    shell,
    signal: new AbortController().signal,
    importEngine: () => import('../scenario-engine.ts'),
    engineUrl: new URL('../scenario-engine.ts', import.meta.url).href,
    workerUrl: new URL('../worker-boot.js', import.meta.url).href,
  });
  return { exitCode, out: shell.out.text, err: shell.err.text };
}
