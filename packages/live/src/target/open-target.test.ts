import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openPtyPort } from '../serial/pty-port.ts';
import { openRfc2217Port } from '../serial/rfc2217/rfc2217-port.ts';
import { openTcpPort } from '../serial/tcp-port.ts';
import { deafPort } from '../testing/deaf-port.ts';
import { hasTerminals } from '../testing/has-terminals.ts';
import { LinkReader } from '../testing/link-reader.ts';
import { SerialBench } from '../testing/serial-bench.ts';
import { temporaryPath } from '../testing/temporary-path.ts';
import { importSerialPort } from './import-serialport.ts';
import { openTarget } from './open-target.ts';
import type { TargetLink } from './target-link.ts';

const allBytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
const allText = Buffer.from(allBytes).toString('latin1');

/** Without pseudo terminals there is nothing here that looks like a serial port. */
const hasSerial = hasTerminals() && hasSerialPackage();
const kinds = [...(['tcp', 'rfc2217'] as const), ...(hasSerial ? (['serial'] as const) : [])];

function hasSerialPackage(): boolean {
  try {
    return importSerialPort() !== undefined;
  } catch {
    return false;
  }
}

async function served(kind: 'tcp' | 'rfc2217' | 'serial') {
  const bench = new SerialBench();
  const { hub } = bench;
  const path = temporaryPath();
  const port =
    kind === 'tcp'
      ? await openTcpPort(hub, { port: 0 })
      : kind === 'rfc2217'
        ? await openRfc2217Port(hub, { port: 0 })
        : await openPtyPort(hub, { path });
  onTestFinished(async () => {
    await port.close();
    await bench.close();
  });
  const place = kind === 'serial' ? path : (port.announcement.split(' ').at(-1) ?? '');
  return { bench, port, target: `${kind}:${place}` };
}

async function opened(target: string): Promise<{ link: TargetLink; reader: LinkReader }> {
  const link = await openTarget(target);
  onTestFinished(() => link.close());
  return { link, reader: new LinkReader(link) };
}

describe.each(kinds)('a module at %s:', (kind) => {
  test('hears every byte, and is heard', async () => {
    const { bench, target } = await served(kind);
    const { link, reader } = await opened(target);
    expect(link.name).toBe(target);
    link.write(allBytes);
    await reader.until(() => reader.text.length > 0 && bench.moduleHeard.length === 256);
    expect(bench.moduleHeard).toBe(allText);
    await reader.until(() => reader.text === 'heard\r\n');
    reader.text = '';
    await bench.say(allBytes);
    await reader.until(() => reader.text.length >= 256);
    expect(reader.text).toBe(allText);
    expect(reader.losses).toEqual([]);
  });

  test('that goes away is lost, once, and the rest goes nowhere', async () => {
    const { port, target } = await served(kind);
    const { link, reader } = await opened(target);
    await port.close();
    await reader.until(() => reader.losses.length > 0);
    expect(link.lost?.message).toContain(`${target} is gone: `);
    expect(link.lost?.fix).toContain('Check the cable');
    link.write(allBytes);
    link.configure(link.settings);
    await link.close();
    await link.close();
    expect(reader.losses).toEqual(['LIVE_TARGET_LOST']);
  });
});

describe('a module at serial:', () => {
  test('has its line set, the rate at once and the frame by opening it again', async () => {
    if (!hasSerial) return;
    const { bench, target } = await served('serial');
    const { link, reader } = await opened(`${target}@9600`);
    expect(terminalSettings(target)).toMatch(/^speed 9600 baud;.* -cstopb /s);
    link.configure({ ...link.settings, baud: 57_600 });
    link.configure({ ...link.settings, stopBits: 2 });
    link.write(Uint8Array.of(0x41, 0x0a));
    await reader.until(() => reader.text === 'heard\r\n');
    expect(bench.moduleHeard).toBe('A\n');
    expect(terminalSettings(target)).toMatch(/^speed 57600 baud;.* cstopb /s);
    expect(reader.losses).toEqual([]);
  });
});

describe('a module at rfc2217:', () => {
  test('has its line set from here, at once and later', async () => {
    const { bench, target } = await served('rfc2217');
    const { link, reader } = await opened(`${target}@57600,7E2`);
    const asked = { baud: 57_600, dataBits: 7, parity: 'even', stopBits: 2 };
    await reader.until(() => bench.line.host.settings.stopBits === 2);
    expect(bench.line.host.settings).toMatchObject(asked);
    link.configure({ ...link.settings, baud: 9600 });
    await reader.until(() => bench.line.host.settings.baud === 9600);
    expect(bench.line.host.settings).toMatchObject({ ...asked, baud: 9600 });
  });

  test('that does not speak it is told apart, with what to write instead', async () => {
    const { target } = await listening((socket) => {
      socket.on('data', () => socket.write(Uint8Array.of(255, 254, 44)));
    });
    const asRfc = target.replace('tcp:', 'rfc2217:');
    await expect(openTarget(asRfc)).rejects.toThrow(
      `${asRfc}: it does not speak RFC 2217 (If it carries the bytes as they are, write ${target}.)`,
    );
  });
});

describe('a module that cannot be had', () => {
  test('is held by somebody else, who is named', async () => {
    const { target } = await served('tcp');
    const first = await opened(target);
    first.link.write(Uint8Array.of(0x0a));
    await first.reader.until(() => first.reader.text !== '');
    const { link, reader } = await opened(target);
    await reader.until(() => reader.losses.length > 0);
    expect(link.lost?.message).toMatch(/is gone: it said "refused: tcp 127.0.0.1:\d+ has the/);
  });

  test('is where nobody listens', async () => {
    await expect(openTarget(`tcp:127.0.0.1:${await deafPort()}`)).rejects.toMatchObject({
      code: 'LIVE_TARGET_UNREACHABLE',
      fix: expect.stringContaining('Check host and port') as string,
    });
  });

  test('is at a path where no port is', async () => {
    const [code, words] = hasSerialPackage()
      ? ['LIVE_TARGET_UNREACHABLE', 'No such file or directory']
      : ['LIVE_NO_SERIALPORT', 'is not installed'];
    await expect(openTarget('serial:/dev/w800-nowhere')).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words ?? '') as string,
    });
  });

  test('needs the package that reaches serial ports, and hears how to do without', () => {
    const missing = (): never => {
      throw new Error('Cannot find module');
    };
    const attempt = (): unknown => importSerialPort(missing);
    expect(attempt).toThrow('the package "serialport" is not installed');
    expect(attempt).toThrow('Run `pnpm install`; or let socat hold the port');
    expect(attempt).toThrow('write tcp:127.0.0.1:3333');
  });
});

function terminalSettings(target: string): string {
  return execFileSync('stty', ['-F', target.replace('serial:', ''), '-a'], { encoding: 'utf8' });
}

async function listening(connected: (socket: Socket) => void): Promise<{ target: string }> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    connected(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { target: `tcp:127.0.0.1:${port}` };
}
