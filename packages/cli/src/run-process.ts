import { exitCodes } from './exit-codes.ts';
import { processShell, type ProcessShell } from './process-shell.ts';
import type { ProgramContext } from './program-context.ts';
import { runProgram } from './program.ts';

/**
 * A terminal sends SIGINT to every process in front, and a package manager may
 * pass it on once more: signals this close together are one Ctrl-C.
 */
const sameSignalMs = 200;

/** Runs the program as this process: its arguments, its signals, its exit code. */
export async function runProcess(
  modules: Pick<ProgramContext, 'importEngine' | 'engineUrl' | 'workerUrl'>,
  shell: ProcessShell = processShell(),
): Promise<never> {
  const argv = process.argv.slice(2);
  process.on('uncaughtException', fault);
  process.on('unhandledRejection', fault);
  const context = { ...modules, shell, signal: stopSignal() };
  try {
    const exitCode = await runProgram(argv, context);
    await shell.flushed();
    process.exit(exitCode);
  } catch (error) {
    fault(error);
  }
}

function stopSignal(): AbortSignal {
  const stop = new AbortController();
  let firstMs: number | undefined;
  const onSignal = () => {
    const nowMs = performance.now();
    firstMs ??= nowMs;
    stop.abort();
    if (nowMs - firstMs > sameSignalMs) process.exit(exitCodes.interrupted);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  process.on('SIGHUP', onSignal);
  return stop.signal;
}

/** Our fault: a short word about it, the stack only when asked for. */
function fault(error: unknown): never {
  const known = error instanceof Error ? error : new Error(String(error));
  const text = process.argv.includes('--debug') ? (known.stack ?? known.message) : known.message;
  process.stderr.write(
    `internal error: ${text}\n` +
      'This is a fault of W800 Twin and not of your scenario. Please report it with the\n' +
      'command line, the scenario and the output of the same call with --debug.\n',
  );
  process.exit(exitCodes.bug);
}
