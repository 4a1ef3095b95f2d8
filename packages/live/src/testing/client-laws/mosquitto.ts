import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import own from 'node:process';
import { Kernel, millisecond } from '@w800/kernel';
import { Door } from '../../door.ts';
import { HostNetwork } from '../../host-network.ts';
import { machineClock } from '../../machine-clock.ts';
import { Pacer } from '../../pacer.ts';
import type { LawBench } from './law-bench.ts';

const address = '127.0.0.1';
const login = { username: 'W800', password: 'secret' };
// Where Debian puts it is not on the path of everybody.
const env = { ...own.env, PATH: `${own.env['PATH'] ?? ''}:/usr/sbin:/usr/local/sbin` };

/** A mosquitto of our own, on two free ports of loopback. */
export class Mosquitto {
  private readonly program: ChildProcess;
  private readonly folder: string;
  private readonly ports: readonly [number, number];

  private constructor(program: ChildProcess, folder: string, ports: readonly [number, number]) {
    this.program = program;
    this.folder = folder;
    this.ports = ports;
  }

  /** @throws when mosquitto is not installed, or does not begin to listen */
  static async start(): Promise<Mosquitto> {
    const folder = mkdtempSync(join(tmpdir(), 'w800-mosquitto-'));
    const ports = [await freePort(), await freePort()] as const;
    try {
      const program = await run(folder, ports);
      return new Mosquitto(program, folder, ports);
    } catch (cause) {
      rmSync(folder, { recursive: true });
      throw new Error('mosquitto does not run; is it installed?', { cause });
    }
  }

  /** A kernel in real time that reaches this broker. */
  bench(): LawBench {
    const kernel = new Kernel({ seed: 1 });
    const door = new Door(kernel);
    const pacer = new Pacer(kernel, door);
    const [open, guarded] = this.ports.map((port) => ({ address, port })) as [
      LawBench['open'],
      LawBench['open'],
    ];
    return {
      kernel,
      network: new HostNetwork({ kernel, door }),
      open,
      guarded: { ...guarded, ...login },
      enter: (action) => door.enter({ from: 'law', what: 'action' }, action),
      run: (until, stop) => pacer.run(until, stop),
      close: async () => {},
    };
  }

  async stop(): Promise<void> {
    const exited = once(this.program, 'exit');
    this.program.kill();
    await exited;
    rmSync(this.folder, { recursive: true });
  }
}

async function run(folder: string, ports: readonly [number, number]): Promise<ChildProcess> {
  const config = join(folder, 'mosquitto.conf');
  const passwords = join(folder, 'passwords');
  writeFileSync(config, configuration(ports, passwords));
  const { username, password } = login;
  execFileSync('mosquitto_passwd', ['-b', '-c', passwords, username, password], { env });
  const program = spawn('mosquitto', ['-c', config], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  own.once('exit', () => program.kill());
  for (const port of ports) await listening(program, port);
  return program;
}

function configuration([open, guarded]: readonly [number, number], passwords: string): string {
  return [
    // Started as root it would become somebody who may not read the passwords.
    `user ${userInfo().username}`,
    'per_listener_settings true',
    'persistence false',
    'log_dest stderr',
    'log_type error',
    'set_tcp_nodelay true',
    // A burst longer than its queue it would cut short, and one of QoS 2 feed out by twenties.
    'max_queued_messages 0',
    'max_inflight_messages 0',
    `listener ${open} ${address}`,
    'allow_anonymous true',
    `listener ${guarded} ${address}`,
    'allow_anonymous false',
    `password_file ${passwords}`,
    '',
  ].join('\n');
}

/** Comes back when it listens at the port. */
async function listening(program: ChildProcess, port: number): Promise<void> {
  let said = '';
  program.stderr?.on('data', (text: Buffer) => {
    said += String(text);
  });
  program.once('error', (error) => {
    said = error.message;
  });
  while (!(await answers(port))) {
    if (program.exitCode !== null || program.pid === undefined) {
      throw new Error(said);
    }
    await new Promise<void>((resolve) => machineClock.wake(10 * millisecond, resolve));
  }
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, address);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, address);
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  listener.close();
  await once(listener, 'close');
  return port;
}
