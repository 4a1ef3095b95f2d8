import { resolve } from 'node:path';

import type { ServedModule, ServedPort, ServeOptions } from '@w800/scenario';

import { codedProblem } from '../coded-problem.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { printable } from '../printable.ts';
import type { ProgramContext } from '../program-context.ts';
import { serveProblems, serveSetup, type ServeFlags } from '../serve-setup.ts';
import type { Shell } from '../shell.ts';
import { isLoopback } from '../socket-address.ts';
import { UsageError } from '../usage-error.ts';

/**
 * Closing takes a few milliseconds; whatever takes longer is left to the end of
 * the process. The time is counted in pieces, between which what has been done
 * is seen: a machine that was away for a second has taken one piece, not all.
 */
const closeMs = 800;
const closePieces = 8;

/** What serve needs of a module that is served. */
export type Servable = Pick<
  ServedModule,
  'announcements' | 'booted' | 'run' | 'stop' | 'state' | 'close'
>;

/** Serves a module at ports of this machine until it is stopped. */
export async function serve(
  flags: ServeFlags,
  context: ProgramContext,
  open: (options: ServeOptions) => Promise<Servable> = openModule,
): Promise<ExitCode> {
  const { shell, signal } = context;
  const problems = serveProblems(flags);
  if (problems.length > 0) throw new UsageError(problems);
  const setup = await serveSetup(flags, shell.cwd);
  // With --stdio nothing but what the module says goes to the standard output.
  const out = flags.stdio ? shell.err : shell.out;
  const tell = (text: string): void => {
    if (!flags.quiet) shell.err.write(`${printable(text)}\n`);
  };
  const stdio = flags.stdio ? shell.stdio() : undefined;
  const ports: readonly ServedPort[] = [
    ...portsOf(flags, shell.cwd),
    ...(stdio === undefined ? [] : [{ kind: 'stdio', ...stdio } as const]),
  ];
  const failed = (error: unknown): void => shell.err.write(`${textOf(error, flags.debug)}\n`);
  const served = await open({ ...setup, ports, tell, failed }).catch((error: unknown) => {
    throw codedProblem(error);
  });
  const stop = (): void => void served.stop();
  signal.addEventListener('abort', stop);
  // Who closes his end has no more use for the module, and who has gone hears it no more.
  stdio?.input.on('end', stop).on('error', stop);
  stdio?.output.on('error', stop);
  if (signal.aborted) stop();
  const living = served.run();
  announce(served, flags, out, shell);
  const ended = living.then(
    () => false,
    () => false,
  );
  if (await Promise.race([served.booted.then(() => true), ended])) out.write('ready\n');
  const exitCode = await end(living, served, flags, shell);
  // Whoever does not read what was said must not hold up the end.
  shell.hurry();
  return exitCode;
}

async function openModule(options: ServeOptions): Promise<Servable> {
  const { openServedModule } = await import('@w800/scenario');
  return openServedModule(options);
}

/** What is served when nothing is said. */
const usualPort = { host: '127.0.0.1', port: 3333 };

function portsOf(
  { tcp = [], pty = [], rfc2217 = [], stdio }: ServeFlags,
  cwd: string,
): readonly ServedPort[] {
  const none = tcp.length + pty.length + rfc2217.length === 0 && !stdio;
  return [
    ...(none ? [usualPort] : tcp).map((at) => ({ kind: 'tcp', ...at }) as const),
    ...pty.map((path) => ({ kind: 'pty', path: resolve(cwd, path) }) as const),
    ...rfc2217.map((at) => ({ kind: 'rfc2217', ...at }) as const),
  ];
}

function announce(
  { announcements }: Servable,
  { tcp = [], rfc2217 = [], control }: ServeFlags,
  out: Shell['out'],
  { err }: Shell,
): void {
  const controls = typeof control === 'object' ? [control] : [];
  for (const at of [...tcp, ...rfc2217, ...controls]) {
    if (isLoopback(at)) continue;
    err.write(
      `warning: ${at.host} is more than this machine; whoever reaches port ${at.port} may use it\n`,
    );
  }
  out.write(announcements.map((line) => `${printable(line)}\n`).join(''));
}

async function end(
  living: Promise<void>,
  served: Servable,
  flags: ServeFlags,
  shell: Shell,
): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.passed;
  try {
    await living;
  } catch (error) {
    exitCode = exitCodes.bug;
    shell.err.write(faultText(error, served, flags));
  }
  const closed = await Promise.race([served.close().then(() => true), outOfPatience(shell)]);
  if (!closed) shell.err.write('not everything could be closed in time\n');
  else if (flags.record !== undefined && exitCode === exitCodes.passed && !flags.quiet) {
    shell.err.write(`recorded; \`pnpm sim replay ${flags.record}\` does it again\n`);
  }
  return exitCode;
}

async function outOfPatience(shell: Shell): Promise<false> {
  for (let piece = 0; piece < closePieces; piece += 1) {
    await new Promise<void>((done) => {
      shell.later(closeMs / closePieces, done);
    });
  }
  return false;
}

/** Our fault: what it was, and what is needed to find it. */
function faultText(error: unknown, served: Servable, flags: ServeFlags): string {
  const { seed, dialect } = served.state();
  const recording =
    flags.record === undefined
      ? 'With --record DIR the next time, what led there can be seen again.'
      : `Add the folder ${flags.record}: it holds all that came in until then.`;
  return (
    `internal error: ${textOf(error, flags.debug)}\n` +
    'This is a fault of W800 Twin and not of your program. Please report it with the command\n' +
    `line, seed ${seed}, dialect ${dialect} and the lines above. ${recording}\n`
  );
}

function textOf(error: unknown, withStack: boolean): string {
  if (!(error instanceof Error)) return String(error);
  return withStack ? (error.stack ?? error.message) : error.message;
}
