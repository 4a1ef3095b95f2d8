import { execFile } from 'node:child_process';
import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import { mkdtemp, readdir, readlink, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { LiveError } from '../live-error.ts';
import { hasTerminals } from '../testing/has-terminals.ts';
import { machineTurn } from '../testing/machine-turn.ts';
import { SerialBench } from '../testing/serial-bench.ts';
import { openPtyPort } from './pty-port.ts';
import { openTcpPort } from './tcp-port.ts';
import { SocketUser } from '../testing/socket-user.ts';

interface Served {
  readonly bench: SerialBench;
  readonly path: string;
  readonly close: () => Promise<void>;
  /** Runs a shell with the path as its `$1`, and gives what it printed. */
  readonly shell: (script: string) => Promise<string>;
}

/**
 * Serves a terminal and has it used. Where there is none to be had, what must
 * hold instead is that the error says so.
 */
async function served(use: (served: Served) => Promise<void>): Promise<void> {
  const bench = new SerialBench();
  const folder = await mkdtemp(join(tmpdir(), 'w800-'));
  onTestFinished(async () => {
    await bench.close();
    await rm(folder, { recursive: true });
  });
  const path = join(folder, 'module');
  if (!hasTerminals()) {
    const error: unknown = await openPtyPort(bench.hub, { path }).catch(
      (caught: unknown) => caught,
    );
    if (error instanceof LiveError && error.code === 'LIVE_NO_PTY') return;
    throw error;
  }
  const port = await openPtyPort(bench.hub, { path });
  try {
    expect(port.announcement).toBe(`serial pty ${path}`);
    const shell = async (script: string): Promise<string> => {
      const { stdout } = await promisify(execFile)('bash', ['-c', script, 'bash', path]);
      return stdout;
    };
    await use({ bench, path, close: () => port.close(), shell });
  } finally {
    await port.close();
  }
}

const programFlags = constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK;

/** What a program would read at this moment. */
function readNow(descriptor: number): string {
  const bytes = new Uint8Array(4096);
  try {
    return Buffer.from(bytes.subarray(0, readSync(descriptor, bytes))).toString('latin1');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return '';
    throw error;
  }
}

/** Opens the terminal both ways, sends a line and prints one. */
const exchange = 'exec 5<>"$1"; printf "x\\n" >&5; head -n 1 <&5';

describe('a serial line on a pseudo terminal', () => {
  test('is used by one program after the other, without echo or translation', () =>
    served(async ({ bench, shell }) => {
      for (let count = 1; count <= 3; count += 1) {
        expect(await shell(exchange)).toBe('heard\r\n');
        expect(bench.moduleHeard).toBe('x\n'.repeat(count));
      }
      await shell('printf "\\x00\\x03\\x04\\x11\\x13\\x7f\\xff\\r\\n" > "$1"');
      const odd = '\x00\x03\x04\x11\x13\x7f\xff\r\n';
      await bench.until(() => bench.moduleHeard === `x\nx\nx\n${odd}`);
    }));

  test('is raw again for the next when a program has left it cooked', () =>
    served(async ({ bench, shell }) => {
      // In one go: a program that only set the terminal would not be noticed.
      expect(await shell(`${exchange}; stty -F "$1" sane`)).toBe('heard\r\n');
      await bench.until(() => bench.entered.at(-1)?.what === 'detached');
      for (;;) {
        if (/-icanon -echo\b/.test(await shell('stty -F "$1"'))) break;
      }
      expect(await shell(exchange)).toBe('heard\r\n');
      // An echo would have sent the module its own words.
      expect(bench.moduleHeard).toBe('x\nx\n');
    }));

  test('loses what the module says while no program is there', () =>
    served(async ({ bench, shell }) => {
      expect(await shell(exchange)).toBe('heard\r\n');
      await bench.until(() => bench.entered.at(-1)?.what === 'detached');
      await bench.say('nobody hears this\r\n');
      await bench.until(() => bench.isSilent && bench.hub.busyUntil <= bench.kernel.now);
      expect(await shell(exchange)).toBe('heard\r\n');
    }));

  test('speaks to a program that only listens', () =>
    served(async ({ bench, shell }) => {
      const listener = shell('head -n 1 < "$1"');
      const stop = saying(bench, 'news\r\n');
      expect(await listener).toBe('news\r\n');
      await stop();
    }));

  test('is held up by no program that does not read', () =>
    served(async ({ bench, shell }) => {
      const script = 'exec 5<>"$1"; printf "x\\n" >&5; read -r <&5; read -r';
      const idle = execFile('bash', ['-c', script, 'bash', (await shell('echo -n "$1"')).trim()]);
      await bench.until(() => bench.moduleHeard === 'x\n');
      for (let count = 0; count < 3; count += 1) await bench.say('z'.repeat(1_000_000));
      await bench.until(() => bench.isSilent);
      idle.kill('SIGKILL');
      await bench.until(() => bench.entered.at(-1)?.what === 'detached');
      expect(await shell(exchange)).toBe('heard\r\n');
    }));

  test('leaves nothing that was said to one program to the next, however soon that comes', () =>
    served(async ({ bench, path }) => {
      // Whether the next one is there before the port looks again is up to the machine.
      for (let count = 0; count < 20; count += 1) {
        const first = openSync(path, programFlags);
        writeSync(first, 'x');
        await bench.until(() => bench.moduleHeard.endsWith('x'));
        await bench.say('z'.repeat(200_000));
        await bench.until(() => bench.isSilent);
        closeSync(first);
        const stranger = bench.hub.attach({ label: 'a', deliver: () => {}, closed: () => {} });
        if ('refused' in stranger) throw new Error(stranger.refused);
        stranger.detach();
        const next = openSync(path, programFlags);
        writeSync(next, 'y\n');
        let text = '';
        await bench.until(() => (text += readNow(next)).includes('heard\r\n'));
        closeSync(next);
        expect(text).toBe('heard\r\n');
      }
    }));

  test('shares the line with a TCP port: who is there has it, and no longer', () =>
    served(async ({ bench, shell }) => {
      const tcp = await openTcpPort(bench.hub, { port: 0 });
      onTestFinished(() => tcp.close());
      expect(await shell(exchange)).toBe('heard\r\n');
      const user = await SocketUser.connect(tcp.port);
      user.write('y\n');
      await user.gets('heard\r\n');
      await shell('printf "no\\n" > "$1"');
      await bench.until(() => bench.told.length > 0);
      expect(bench.told[0]).toMatch(/^pty .+ is not joined: tcp \S+ has the serial line$/);
      user.socket.resetAndDestroy();
      await bench.until(() => bench.entered.at(-1)?.what === 'detached');
      expect(await shell(exchange)).toBe('heard\r\n');
      expect(bench.moduleHeard).toBe('x\ny\nx\n');
    }));
});

describe('the path', () => {
  test('leads to the terminal until the port is closed, and no descriptor is left', () =>
    served(async ({ path, close, shell }) => {
      const terminal = await readlink(path);
      expect(terminal).toMatch(/^\/dev\//);
      await shell(exchange);
      await close();
      await close();
      await expect(readlink(path)).rejects.toMatchObject({ code: 'ENOENT' });
      expect(await openDescriptorsTo(terminal)).toEqual([]);
    }));

  test('that exists is refused, and nothing is left of the try', () =>
    served(async ({ bench, path }) => {
      await expect(openPtyPort(bench.hub, { path })).rejects.toMatchObject({
        code: 'LIVE_PATH_EXISTS',
      });
      const terminal = await readlink(path);
      const others = (await openDescriptors()).filter((target) => /^\/dev\/pts\/\d/.test(target));
      expect(new Set(others)).toEqual(new Set([terminal]));
    }));

  test('is taken over from a run that was killed', () =>
    served(async ({ bench, path }) => {
      const left = `${path}-left`;
      await symlink('/dev/pts/987654321', left);
      const port = await openPtyPort(bench.hub, { path: left });
      expect(await readlink(left)).not.toBe('/dev/pts/987654321');
      await port.close();
    }));
});

/** Has the module say something again and again until it is stopped. */
function saying(bench: SerialBench, words: string): () => Promise<void> {
  const state = { goesOn: true };
  const run = async (): Promise<void> => {
    while (state.goesOn) {
      await bench.say(words);
      await machineTurn();
    }
  };
  const ended = run();
  return async () => {
    state.goesOn = false;
    await ended;
  };
}

async function openDescriptorsTo(target: string): Promise<string[]> {
  return (await openDescriptors()).filter((other) => other === target);
}

async function openDescriptors(): Promise<string[]> {
  const folder = '/proc/self/fd';
  const names = await readdir(folder).catch(() => []);
  return Promise.all(names.map((name) => readlink(join(folder, name)).catch(() => '')));
}
