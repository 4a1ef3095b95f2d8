import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { second } from '@w800/kernel';
import { readRecording } from '@w800/live';
import { describe, expect, test } from 'vitest';
import { LiveTwin } from './live-twin.ts';
import { LiveBroker, LiveDesk, withFolder } from './testing/live-desk.ts';

/** CONNECT of a client without a name, clean session. */
const connectPacket = Uint8Array.of(0x10, 12, 0, 4, 77, 81, 84, 84, 4, 2, 0, 60, 0, 0);
/** SUBSCRIBE to `#` with QoS 0. */
const subscribePacket = Uint8Array.of(0x82, 6, 0, 1, 0, 1, 35, 0);

async function connected(desk: LiveDesk, host: string, port: number): Promise<void> {
  await desk.join();
  await desk.ask('AT+MQTTUSERCFG=0,1,"module","","",0,0,""');
  await desk.ask(`AT+MQTTCONN=0,"${host}",${port},0`);
}

async function replays(folder: string): Promise<readonly [string, string | undefined]> {
  const twin = await LiveTwin.replaying(readRecording(folder));
  const { digest, recordedDigest } = await twin.replay();
  await twin.close();
  return [digest, recordedDigest];
}

describe('The embedded broker of a live twin', () => {
  test('is reached from this machine, and the run is repeated with that', async () => {
    await withFolder(async (parent) => {
      const folder = join(parent, 'run');
      const desk = await LiveDesk.open({ record: folder });
      const port = await desk.twin.openBrokerPort(0);
      expect(port.announcement).toBe(`broker tcp 127.0.0.1:${port.port}`);
      await connected(desk, '192.168.10.234', 1883);
      const socket = connect(port.port, '127.0.0.1');
      // These are no events of the kernel, after which a run would look up.
      for (const event of ['error', 'close']) socket.on(event, () => desk.twin.stop());
      let heard = '';
      socket.on('data', (bytes: Buffer) => {
        heard += bytes.toString('latin1');
        desk.twin.stop();
      });
      socket.write(connectPacket);
      socket.write(subscribePacket);
      await desk.until('it is subscribed', () => heard.includes('\u0090'));
      await desk.ask('AT+MQTTPUB=0,"from/module","hello",1,0');
      await desk.until('it is heard', () => heard.includes('from/modulehello'));
      socket.end(Uint8Array.of(0xe0, 0));
      await desk.until('it has gone', () => socket.closed);
      await desk.twin.close();
      const [digest, recorded] = await replays(folder);
      expect(digest).toBe(recorded);
    });
  });
});

describe('A module on the network of the machine', () => {
  test('goes to this machine alone, and the user is told where it may not', async () => {
    const desk = await LiveDesk.open({ net: 'host' });
    await desk.join();
    await desk.ask('AT+MQTTUSERCFG=0,1,"module","","",0,0,""');
    await desk.ask('AT+MQTTCONN=0,"203.0.113.7",1883,0', '\r\nERROR\r\n');
    expect(desk.notices).toEqual([
      'the module may not connect to 203.0.113.7:1883 (allow it with --allow 203.0.113.7:1883)',
    ]);
    await desk.twin.close();
  });

  test("has the machine's time, whatever server it asks, and again in a repetition", async () => {
    await withFolder(async (parent) => {
      const folder = join(parent, 'run');
      const desk = await LiveDesk.open({ net: 'host', record: folder });
      await desk.join();
      const before = Math.floor(Date.now() / 1000);
      await desk.ask('AT+CIPSNTPCFG=1,0,"203.0.113.9"');
      const isAnswered = (): boolean =>
        readRecording(folder).records.at(-1)?.record.what === 'datagram';
      // It is the twin itself that answers.
      await desk.hurried(() => desk.until('the time is known', isAnswered));
      await desk.ask('AT+CIPSNTPTIME?');
      const after = Math.ceil(Date.now() / 1000);
      await desk.twin.close();
      const told = readRecording(folder).records.find(({ record }) => record.what === 'datagram');
      const packet = told?.record.bytes ?? new Uint8Array(48);
      const seconds = new DataView(packet.buffer).getUint32(40) - 2_208_988_800;
      expect(seconds).toBeGreaterThanOrEqual(before);
      expect(seconds).toBeLessThanOrEqual(after);
      expect(desk.printed).toContain(`+CIPSNTPTIME:${asctime(seconds).slice(0, 10)}`);
      const [digest, recorded] = await replays(folder);
      expect(digest).toBe(recorded);
      expect(desk.notices).toEqual([]);
    });
  });

  test('falls silent with its radio, and leaves a broker that knows nothing of it', async () => {
    const broker = await LiveBroker.open();
    const desk = await LiveDesk.open({ net: 'host' });
    await connected(desk, '127.0.0.1', broker.port);
    desk.twin.door.enter({ from: 'test', what: 'radio down' }, () => desk.twin.bench.link.down());
    await desk.hurried(() => desk.reads('WIFI DISCONNECT\r\n'));
    expect(broker.end.clients()).toEqual(['module']);
    await desk.twin.close();
    await broker.close();
  });
});

describe('A live twin', () => {
  test('gives back every socket when it is closed, and again', async () => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const desk = await LiveDesk.open({ net: 'host' });
    const port = await desk.twin.openBrokerPort(0).catch((error: unknown) => error);
    expect(port).toBeInstanceOf(Error);
    await desk.join();
    await desk.ask('AT+MQTTUSERCFG=0,1,"module","","",0,0,""');
    const { port: at } = server.address() as AddressInfo;
    const asking = desk.ask(`AT+MQTTCONN=0,"127.0.0.1",${at},0`);
    const over = asking.catch(String);
    while (sockets.length === 0) await new Promise<void>((resolve) => setImmediate(resolve));
    const [socket] = sockets;
    socket?.on('error', () => {}).resume();
    const gone =
      socket === undefined ? [] : new Promise((resolve) => socket.once('close', resolve));
    socket?.end();
    await Promise.all([desk.twin.close(), desk.twin.close(), gone]);
    expect(await over).toContain('lives no more');
    server.close();
    await once(server, 'close');
  });

  test('that breaks leaves a recording without an end', async () => {
    await withFolder(async (parent) => {
      const folder = join(parent, 'run');
      const twin = await LiveTwin.open({ record: folder });
      twin.kernel.at(second / 10, () => {
        throw new RangeError('broken');
      });
      await expect(twin.run()).rejects.toThrow('broken');
      await twin.close();
      expect(readRecording(folder).end).toBeUndefined();
    });
  });

  test('is not built with what cannot be', async () => {
    const bad = LiveTwin.open({ net: 'host', allow: ['nowhere'] });
    await expect(bad).rejects.toMatchObject({ code: 'LIVE_BAD_PATTERN' });
    await withFolder(async (parent) => {
      const folder = join(parent, 'run');
      await (await LiveTwin.open({ record: folder })).close();
      const again = LiveTwin.open({ record: folder });
      await expect(again).rejects.toMatchObject({ code: 'LIVE_RECORDING_EXISTS' });
      const recording = { ...readRecording(folder), setup: { seed: 'none' } };
      const foreign = LiveTwin.replaying(recording);
      await expect(foreign).rejects.toMatchObject({ code: 'LIVE_BAD_RECORDING' });
    });
    const subnet = { ssid: 'home', subnet: '192.168.10.1/24' };
    const world = LiveTwin.open({ world: { wifi: subnet } });
    await expect(world).rejects.toThrow('not of a subnet');
  });
});

function asctime(seconds: number): string {
  const [day = '', date = '', month = ''] = new Date(seconds * 1000).toUTCString().split(' ');
  return `${day.slice(0, 3)} ${month} ${date}`;
}
