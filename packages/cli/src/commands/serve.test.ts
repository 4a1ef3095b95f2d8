import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';

import { testClient, testServer } from '@w800/tls';
import { describe, expect, it, onTestFinished } from 'vitest';

import type { ServeFlags } from '../serve-setup.ts';
import { call } from '../testing/call.ts';
import { importFakeEngine } from '../testing/fake-engine.ts';
import { ServedProcess } from '../testing/served-process.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { testShell } from '../testing/test-shell.ts';
import { serve, type Servable } from './serve.ts';

async function started(argv: readonly string[], cwd = temporaryFolder()): Promise<ServedProcess> {
  const served = new ServedProcess(cwd, argv);
  await served.says('ready\n');
  return served;
}

function client(port: number): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  return socket;
}

/** Everything until this has come. */
async function reads(socket: Socket, text: string): Promise<string> {
  let all = '';
  for await (const bytes of socket.iterator({ destroyOnReturn: false })) {
    all += (bytes as Buffer).toString('latin1');
    if (all.includes(text)) break;
  }
  return all;
}

/** Whether this machine makes pseudo terminals; where it does not, the error must say so. */
async function makesTerminals(): Promise<boolean> {
  const argv = ['serve', '--pty', 'w800', '--quiet'];
  const { exitCode, err } = await call(argv, {
    cwd: temporaryFolder(),
    signal: AbortSignal.abort(),
  });
  if (exitCode === 0) return true;
  expect(err).toContain('[LIVE_NO_PTY]');
  return false;
}

describe('pnpm sim serve', () => {
  it('prints its ports, its world and its control, then that it is ready', async () => {
    const cwd = temporaryFolder();
    const terminals = await makesTerminals();
    const pty = terminals ? ['--pty', 'w800'] : [];
    const served = await started(
      ['--tcp', '0', '--rfc2217', '0', ...pty, '--ssid', 'lab', '--psk', ''],
      cwd,
    );
    expect(served.out.replace(/(127.0.0.1:)\d+/g, '$1N')).toBe(
      [
        'serial tcp 127.0.0.1:N',
        ...(terminals ? [`serial pty ${join(cwd, 'w800')}`] : []),
        'serial rfc2217 127.0.0.1:N',
        'wifi lab',
        'broker 192.168.10.234:1883',
        'broker 192.168.10.234:8883 tls',
        'broker 192.168.10.234:8083 websocket',
        'broker 192.168.10.234:8084 tls websocket',
        'broker tcp 127.0.0.1:N',
        'control http://127.0.0.1:N',
        'ready',
        '',
      ].join('\n'),
    );
    const link = terminals ? readlinkSync(join(cwd, 'w800')) : '/dev/none';
    expect(link).toMatch(/^\/dev\//);
    const terminal = client(served.port('serial tcp'));
    // The module is ready, too: what is typed at once is answered.
    terminal.write('AT\r\n');
    expect(await reads(terminal, 'OK\r\n')).toBe('\r\nOK\r\n');
    served.child.kill('SIGTERM');
    expect(await served.ends()).toBe(0);
    expect(served.err).toMatch(/^tcp 127.0.0.1:\d+ is connected\n.* is gone.*\n$/);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'ends on %s under a flood, with nothing left behind',
    async (signal) => {
      const cwd = temporaryFolder();
      const pty = (await makesTerminals()) ? ['--pty', 'w800'] : [];
      const served = await started(['--tcp', '0', ...pty, '--record', 'run'], cwd);
      const port = served.port('serial tcp');
      const flooding = client(port);
      flooding.write('AT\r\n');
      await reads(flooding, 'OK\r\n');
      // It types for ever and reads nothing from here on.
      flooding.pause();
      const flood = Buffer.from('AT+GMR\r\n'.repeat(10_000));
      const pour = (): void => {
        while (!flooding.destroyed && flooding.write(flood));
      };
      flooding.on('drain', pour);
      pour();
      for (let count = 0; count < 50; count += 1) {
        const other = client(port);
        await once(other, 'connect');
        other.destroy();
      }
      await served.says('is refused');
      served.child.kill(signal);
      expect(await served.ends()).toBe(0);
      expect(readdirSync(cwd)).toEqual(['run']);
      const digest = readFileSync(join(cwd, 'run', 'digest.json'), 'utf8');
      expect(JSON.parse(digest)).toMatchObject({ complete: true });
      const replayed = await call(['replay', 'run'], { cwd });
      expect(replayed).toMatchObject({ exitCode: 0, err: '' });
    },
  );

  it('ends when it is told to over its control', async () => {
    const served = await started(['--tcp', '0', '--quiet']);
    const response = await fetch(`${served.line('control')}/stop`, { method: 'POST' });
    expect(await response.json()).toMatchObject({ done: 'stop' });
    expect(await served.ends()).toBe(0);
    expect(served.err).toBe('');
  });

  it('with --stdio says on its output what the module says and nothing else', async () => {
    const served = await started(['--stdio']);
    await served.says('ready\r\n');
    served.child.stdin.write('AT\r\n');
    await served.says('OK\r\n');
    served.child.stdin.end();
    expect(await served.ends()).toBe(0);
    expect(served.out).toMatch(/^(\r\n)?ready\r\n\r\nOK\r\n$/);
    expect(served.err).toContain('\nready\n');
  });

  it.each(['SIGTERM', 'POST /stop'])(
    'with --stdio ends on %s though nobody reads it',
    async (how) => {
      const served = new ServedProcess(temporaryFolder(), ['--stdio', '--pace', 'none'], {
        readsOut: false,
      });
      await served.says('ready\n');
      const { stdin } = served.child;
      const flood = Buffer.from('AT+GMR\r\n'.repeat(10_000));
      // Until more has been typed than a pipe and the line hold, and more answered than is read.
      for (let count = 0; count < 20; count += 1) {
        if (!stdin.write(flood)) await once(stdin, 'drain');
      }
      stdin.write(flood);
      if (how === 'SIGTERM') served.child.kill('SIGTERM');
      else await fetch(`${served.line('control')}/stop`, { method: 'POST' });
      expect(await served.ends()).toBe(0);
    },
  );

  it('ends quietly when the reader of its --stdio has gone', async () => {
    const served = await started(['--stdio', '--quiet']);
    await served.says('ready\r\n');
    served.child.stdout.destroy();
    served.child.stdin.write('AT\r\n');
    expect(await served.ends()).toBe(0);
    expect(served.err).not.toContain('rror');
  });

  it('lives on when the reader of its announcements has gone', async () => {
    const served = await started(['--tcp', '0']);
    served.child.stdout.destroy();
    const terminal = client(served.port('serial tcp'));
    terminal.write('AT\r\n');
    await reads(terminal, 'OK\r\n');
    served.child.kill('SIGINT');
    expect(await served.ends()).toBe(0);
  });

  it('takes world, seed and dialect from a scenario, and what is said beside it wins', async () => {
    const scenario =
      'seed: 5\ndialect: esp-at\nworld:\n  wifi: { ssid: far, password: abcdefgh }\n';
    const cwd = temporaryFolder({ 'a.yaml': scenario });
    const served = await started(['--tcp', '0', '--world', 'a.yaml', '--seed', '6'], cwd);
    const state = await (await fetch(`${served.line('control')}/state`)).json();
    expect(state).toMatchObject({ seed: 6, dialect: 'esp-at', brokers: [] });
    expect(served.line('wifi')).toBe('far abcdefgh');
    expect(served.out).not.toContain('broker');
  });

  it('warns where more than this machine can reach it', async () => {
    const served = await started(['--tcp', '0.0.0.0:0', '--no-control']);
    await served.says('warning: 0.0.0.0 is more than this machine');
    expect(served.out).not.toContain('control');
  });

  it('lets one write and others read along, if it is told so', async () => {
    const served = await started(['--tcp', '0', '--readers']);
    const [first, second] = [client(served.port('serial tcp')), client(served.port('serial tcp'))];
    await served.says('is connected, to read along');
    first.write('AT\r\n');
    second.write('AT\r\n');
    await Promise.all([reads(first, 'OK\r\n'), reads(second, 'OK\r\n')]);
    expect(served.err).not.toContain('refused');
  });
});

describe('what cannot be served', () => {
  it.each([
    [['--tcp', 'x'], "argument 'x' is invalid. It takes PORT or HOST:PORT"],
    [['--tpc', '1'], '(Did you mean --tcp?)'],
    [['--net', 'real'], 'Allowed choices are simulated, host.'],
    [['--pace', 'fast'], 'Allowed choices are real, none.'],
    [['--seed', '-1'], 'It takes a whole number from 0 to 4294967295.'],
    [['3333'], "too many arguments for 'serve'"],
    [['--dialect', 'espat'], 'Did you mean --dialect esp-at?'],
    [['--world', 'none.yaml'], 'none.yaml: cannot be read'],
    [['--world', 'bad.yaml'], 'bad.yaml:2:17: '],
    [['--world', 'steps.yaml'], 'no `world` is here'],
    [['--world', 'bad.yaml', '--psk', '12345678'], '--psk does not go with --world'],
    [['--allow', 'a:1'], 'Add --net host.'],
    [['--net', 'host', '--allow', 'a'], '[LIVE_BAD_PATTERN]'],
    [['--ssid', ''], '"" cannot be the name of a network'],
    [['--ssid', 'x'.repeat(33)], '[CLI_SSID]'],
    [['--psk', 'seven77'], '[CLI_PSK]'],
    [['--ca', 'a', '--key', 'b'], '--key is the key of a certificate, and there is none'],
    [['--ca', 'none.pem'], 'none.pem: cannot be read: there is no such file'],
    [['--world', 'ca.yaml'], 'ca.yaml:2:15: ca.pem cannot be read: there is no such file'],
    [['--pty', 'there'], 'there exists [LIVE_PATH_EXISTS]'],
    [['--pty', 'no/such/folder'], 'Name a path in a directory that exists'],
    [['--record', '.'], 'is not empty [LIVE_RECORDING_EXISTS]'],
    [['--tcp', '192.0.2.1:0'], 'cannot listen on 192.0.2.1:0'],
  ])('%j is refused with what helps', async (argv, text) => {
    const cwd = temporaryFolder({
      there: '',
      'bad.yaml': 'world:\n  wifi: { ssid: 17 }\n',
      'steps.yaml': 'name: A\nsteps: []\n',
      'ca.yaml': 'world: {}\nmodule: { ca: ca.pem }\n',
    });
    const usual = argv.includes('--pty') || argv[0] === '--tcp' ? [] : ['--tcp', '0'];
    const hasNone = argv.includes('--pty') && !(await makesTerminals());
    const { exitCode, out, err } = await call(['serve', ...usual, ...argv], { cwd });
    expect(exitCode).toBe(2);
    expect(err).toContain(hasNone ? '[LIVE_NO_PTY]' : text);
    expect(out).toBe('');
    expect(readFileSync(join(cwd, 'there'), 'utf8')).toBe('');
  });

  it('a port in use is told, and the folder of the recording is not made', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    onTestFinished(() => void taken.close());
    const { port } = taken.address() as AddressInfo;
    const cwd = temporaryFolder();
    const pty = (await makesTerminals()) ? ['--pty', 'w800'] : [];
    const argv = ['serve', ...pty, '--tcp', String(port), '--record', 'run'];
    const { exitCode, err } = await call(argv, { cwd });
    expect(exitCode).toBe(2);
    expect(err).toBe(
      `error: 127.0.0.1:${port} is in use [LIVE_PORT_IN_USE]\n` +
        '    Stop the program that has it, name another port, or 0 for any that is free.\n',
    );
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('nothing is served when it was stopped before it began', async () => {
    const { exitCode, out } = await call(['serve', '--tcp', '0'], { signal: AbortSignal.abort() });
    expect(exitCode).toBe(0);
    expect(out).toContain('serial tcp 127.0.0.1:');
    expect(out).not.toContain('ready');
  });
});

describe('a fault of ours', () => {
  const flags: ServeFlags = {
    stdio: false,
    readers: false,
    net: 'simulated',
    pace: 'real',
    control: true,
    quiet: true,
    debug: false,
  };

  async function faulty(more: Partial<ServeFlags>, close: Promise<void>) {
    const shell = testShell();
    const { signal } = new AbortController();
    const unused = { importEngine: importFakeEngine, engineUrl: '', workerUrl: '' };
    const served: Servable = {
      announcements: ['serial tcp 127.0.0.1:1'],
      booted: Promise.resolve(),
      run: () => Promise.reject(new Error('assertion failed: x\n  seed 11, virtual time 1 s')),
      stop: () => ({ done: 'stop', seconds: 1 }),
      state: () => ({ seed: 11, dialect: 'docs' }) as ReturnType<Servable['state']>,
      close: () => close,
    };
    const open = () => Promise.resolve(served);
    const ending = serve({ ...flags, ...more }, { shell, signal, ...unused }, open);
    return { ending, shell };
  }

  it('ends it with code 3, the seed and how to report it', async () => {
    const { ending, shell } = await faulty({}, Promise.resolve());
    expect(await ending).toBe(3);
    expect(shell.err.text).toBe(
      'internal error: assertion failed: x\n' +
        '  seed 11, virtual time 1 s\n' +
        'This is a fault of W800 Twin and not of your program. ' +
        'Please report it with the command\nline, seed 11, dialect docs and the lines above. ' +
        'With --record DIR the next time, what led there can be seen again.\n',
    );
  });

  it('shows the stack on request only, and names the recording where there is one', async () => {
    const { ending, shell } = await faulty({ debug: true, record: 'run' }, Promise.resolve());
    expect(await ending).toBe(3);
    expect(shell.err.text).toContain('    at ');
    expect(shell.err.text).toContain('Add the folder run: it holds all that came in until then.');
    expect(shell.err.text).not.toContain('does it again');
  });

  it('does not hang where something cannot be closed', async () => {
    const { ending, shell } = await faulty({}, new Promise(() => {}));
    const state = { isOver: false };
    const exitCode = ending.finally(() => (state.isOver = true));
    while (!state.isOver) {
      shell.tick();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await exitCode).toBe(3);
    expect(shell.err.text).toContain('not everything could be closed in time');
  });
});

describe('pnpm sim replay', () => {
  it('refuses what is no recording, and one without an end', async () => {
    const cwd = temporaryFolder({ 'empty/x': '' });
    const foreign = await call(['replay', 'empty'], { cwd });
    expect(foreign.exitCode).toBe(2);
    expect(foreign.err).toContain('is no recording of a twin [LIVE_NO_RECORDING]');
    expect((await call(['replay', 'none'], { cwd })).exitCode).toBe(2);
    expect((await call(['replay'], { cwd })).exitCode).toBe(2);
    await recorded(cwd);
    writeFileSync(join(cwd, 'run', 'digest.json'), '{"complete":false}');
    const cut = await call(['replay', 'run'], { cwd });
    expect(cut.exitCode).toBe(2);
    expect(cut.err).toContain('has no end: the run still goes on, or it was killed');
  });

  it('is given the private key again that was not recorded', async () => {
    const cwd = temporaryFolder({
      'own.pem': testClient.pem,
      'own.key': testClient.keyPem,
      'other.key': testServer.keyPem,
    });
    const served = ['serve', '--tcp', '0', '--record', 'run', '--quiet'];
    const own = ['--cert', 'own.pem', '--key', 'own.key'];
    await call([...served, ...own], { cwd, signal: AbortSignal.abort() });
    const without = await call(['replay', 'run'], { cwd });
    expect(without).toMatchObject({ exitCode: 2, out: '' });
    expect(without.err).toContain('whose private key is not written down [LIVE_BAD_RECORDING]');
    expect(without.err).toContain('Give the key again with --key FILE.');
    const missing = await call(['replay', 'run', '--key', 'no.key'], { cwd });
    expect(missing).toMatchObject({ exitCode: 2, out: '' });
    expect(missing.err).toContain('no.key: cannot be read: there is no such file');
    const other = await call(['replay', 'run', '--key', 'other.key'], { cwd });
    expect(other).toMatchObject({ exitCode: 2, out: '' });
    expect(other.err).toContain('[KEY_MISMATCH]');
    const same = await call(['replay', 'run', '--key', 'own.key', '--json'], { cwd });
    expect(same).toMatchObject({ exitCode: 0, err: '' });
    expect(same.out).not.toContain('PRIVATE KEY');
    for (const name of readdirSync(join(cwd, 'run'))) {
      expect(readFileSync(join(cwd, 'run', name), 'utf8')).not.toContain('PRIVATE KEY');
    }
  });

  it('says whether the digests are the same', async () => {
    const cwd = temporaryFolder();
    await recorded(cwd);
    const same = await call(['replay', 'run'], { cwd });
    expect(same).toMatchObject({ exitCode: 0, err: '' });
    expect(same.out).toMatch(/^✓ run {2}seed 0, dialect docs\n.*\n {4}the digest is the same: /);
    const json = await call(['replay', 'run', '--json'], { cwd });
    expect(JSON.parse(json.out)).toMatchObject({ folder: 'run', same: true, setup: { seed: 0 } });
    const meta = join(cwd, 'run', 'digest.json');
    const digest = /"digest": "(.*?)"/.exec(readFileSync(meta, 'utf8'))?.[1] ?? '';
    writeFileSync(meta, readFileSync(meta, 'utf8').replace(digest, 'f'.repeat(16)));
    const differs = await call(['replay', 'run'], { cwd });
    expect(differs.exitCode).toBe(1);
    expect(differs.out).toContain(`the digest is ${digest}, and was ffffffffffffffff\n`);
  });
});

/** A run that was stopped when it began. */
async function recorded(cwd: string): Promise<void> {
  const argv = ['serve', '--tcp', '0', '--record', 'run', '--quiet'];
  await call(argv, { cwd, signal: AbortSignal.abort() });
}
