import { runProgram } from '../program.ts';
import { fakeEngineUrl, fakeWorkerUrl, importFakeEngine } from './fake-engine.ts';
import { testShell, type TestShellOptions } from './test-shell.ts';

export interface Called {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** One call of the program in this process, on the fake engine. */
export async function call(
  argv: readonly string[],
  options: TestShellOptions & { readonly signal?: AbortSignal } = {},
): Promise<Called> {
  const shell = testShell(options);
  const exitCode = await runProgram(argv, {
    shell,
    signal: options.signal ?? new AbortController().signal,
    importEngine: importFakeEngine,
    engineUrl: fakeEngineUrl,
    workerUrl: fakeWorkerUrl,
  });
  return { exitCode, out: shell.out.text, err: shell.err.text };
}
