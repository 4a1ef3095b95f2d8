import { millisecond, second } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { ntpPort } from './ntp-server.ts';
import { JoinedStation } from '../testing/joined-station.ts';
import type { WorldOptions } from '../world.ts';

const address = '192.168.10.7';
const year2026 = 1_767_225_600;
const seconds1900To1970 = 2_208_988_800;

/** What a server says to a packet that is sent at 1 s and arrives 3 ms later. */
async function ask(packet: Uint8Array, options: Partial<WorldOptions>): Promise<Uint8Array[]> {
  const station = await JoinedStation.create(options);
  const socket = station.network.openDatagram();
  const replies: Uint8Array[] = [];
  socket?.onReceive((bytes) => replies.push(bytes));
  socket?.send({ address, port: ntpPort }, packet);
  await station.kernel.run(2 * second);
  return replies;
}

function request(first = 0x23, length = 48): Uint8Array {
  const packet = new Uint8Array(length);
  packet[0] = first;
  for (let index = 40; index < Math.min(length, 48); index += 1) packet[index] = index;
  return packet;
}

/** Seconds since 1970 and thousandths at a place of a packet. */
function timestamp(packet: Uint8Array | undefined, at: number): readonly [number, number] {
  const view = new DataView(packet?.buffer ?? new ArrayBuffer(48));
  return [
    view.getUint32(at) - seconds1900To1970,
    Math.round((view.getUint32(at + 4) / 2 ** 32) * 1000),
  ];
}

describe('A time server', () => {
  test('answers with its time at the arrival of the request, 1.003 s into the run', async () => {
    const replies = await ask(request(), { ntpServers: [{ address }] });
    expect(replies).toHaveLength(1);
    const reply = replies[0] ?? new Uint8Array(0);
    expect(reply).toHaveLength(48);
    expect(Array.from(reply.subarray(0, 4))).toEqual([0x24, 1, 0, 0xec]);
    expect(String.fromCharCode(...reply.subarray(12, 15))).toBe('GPS');
    for (const at of [16, 32, 40]) expect(timestamp(reply, at)).toEqual([year2026 + 1, 3]);
    expect(Array.from(reply.subarray(24, 32))).toEqual([40, 41, 42, 43, 44, 45, 46, 47]);
  });

  test('speaks the version it is asked in', async () => {
    const [reply] = await ask(request(0xdb), { ntpServers: [{ address }] });
    expect(reply?.[0]).toBe(0x1c);
  });

  test('has the time of the world, or one of its own', async () => {
    const [worldly] = await ask(request(), { timeSeconds: 1000, ntpServers: [{ address }] });
    expect(timestamp(worldly, 40)).toEqual([1001, 3]);
    const own = { timeSeconds: 1000, ntpServers: [{ address, timeSeconds: 5000 }] };
    expect(timestamp((await ask(request(), own))[0], 40)).toEqual([5001, 3]);
  });

  test('counts from 0 again in 2036', async () => {
    const timeSeconds = 2_085_978_496;
    const [reply] = await ask(request(), { timeSeconds, ntpServers: [{ address }] });
    expect(new DataView(reply?.buffer ?? new ArrayBuffer(48)).getUint32(40)).toBe(1);
  });

  test.each([
    ['a server packet', request(0x24)],
    ['47 bytes', request(0x23, 47)],
    ['nothing', new Uint8Array(0)],
  ])('does not answer %s', async (_name, packet) => {
    expect(await ask(packet, { ntpServers: [{ address }] })).toEqual([]);
  });

  test('says when the request came and when the reply left, if that took it a while', async () => {
    const ntpServers = [{ address, delayMs: 500 }];
    const [reply] = await ask(request(), { ntpServers });
    expect(timestamp(reply, 32)).toEqual([year2026 + 1, 3]);
    expect(timestamp(reply, 40)).toEqual([year2026 + 1, 503]);
  });

  test('that drifts is ahead by so much of the time that has passed', async () => {
    const ntpServers = [{ address, driftPpm: 500_000 }];
    const [reply] = await ask(request(), { ntpServers });
    expect(timestamp(reply, 40)).toEqual([year2026 + 1, 504]);
    const [slow] = await ask(request(), { ntpServers: [{ address, driftPpm: -1_000_000 }] });
    expect(timestamp(slow, 40)).toEqual([year2026, 0]);
  });

  test('that is told to be ahead is, and keeps what it has drifted', async () => {
    const station = await JoinedStation.create({ ntpServers: [{ address }] });
    const [server] = station.world.timeServers(address);
    const socket = station.network.openDatagram();
    const shown: (readonly [number, number])[] = [];
    socket?.onReceive((bytes) => shown.push(timestamp(bytes, 40)));
    const undo = server?.change({ driftPpm: 100_000, offsetSeconds: -60 });
    await station.kernel.run(11 * second);
    socket?.send({ address, port: ntpPort }, request());
    await station.kernel.run(12 * second);
    undo?.();
    socket?.send({ address, port: ntpPort }, request());
    await station.kernel.run(13 * second);
    expect(shown).toEqual([
      [year2026 + 12 - 60, 3],
      [year2026 + 13, 103],
    ]);
  });

  test.each([
    ['rate', 0xe4, 0, 'RATE'],
    ['deny', 0xe4, 0, 'DENY'],
    ['rstr', 0xe4, 0, 'RSTR'],
    ['unsynchronised', 0xe4, 0, 'INIT'],
    ['stratum-16', 0xe4, 16, 'INIT'],
    ['wrong-mode', 0x25, 1, 'GPS\0'],
  ] as const)('whose fault is %s says so in its header', async (fault, first, stratum, name) => {
    const [reply] = await ask(request(), { ntpServers: [{ address, fault }] });
    expect(Array.from(reply?.subarray(0, 2) ?? [])).toEqual([first, stratum]);
    expect(String.fromCharCode(...(reply?.subarray(12, 16) ?? []))).toBe(name);
  });

  test('can talk nonsense, half of it, or say another time than it was sent', async () => {
    const reply = async (fault: 'garbage' | 'cut-short' | 'other-origin') =>
      (await ask(request(), { ntpServers: [{ address, fault }] }))[0];
    expect(await reply('garbage')).toEqual(new Uint8Array(48).fill(0xff));
    expect(await reply('cut-short')).toHaveLength(24);
    expect(timestamp(await reply('other-origin'), 24)).toEqual([year2026 + 1, 3]);
  });

  test('can reply from another address', async () => {
    const ntpServers = [{ address, repliesFrom: '192.168.10.9' }];
    const station = await JoinedStation.create({ ntpServers });
    const socket = station.network.openDatagram();
    const from: string[] = [];
    socket?.onReceive((_bytes, sender) => from.push(`${sender.address}:${sender.port}`));
    socket?.send({ address, port: ntpPort }, request());
    socket?.send({ address, port: ntpPort }, request());
    await station.kernel.run(2 * second);
    expect(from).toEqual(['192.168.10.9:123', '192.168.10.9:123']);
  });

  test('can be silent, which is not the same as absent', async () => {
    expect(await ask(request(), { ntpServers: [{ address, silent: true }] })).toEqual([]);
    const station = await JoinedStation.create({ ntpServers: [{ address, silent: true }] });
    station.network.openDatagram()?.send({ address, port: ntpPort }, request());
    await station.kernel.run(1_100 * millisecond);
    expect(station.records.filter(({ kind }) => kind === 'udp.lost')).toEqual([]);
  });

  test.each([
    [{ ntpServers: [{ address: 'time.example' }] }, 'WORLD_BAD_ADDRESS'],
    [{ ntpServers: [{ address }, { address }] }, 'WORLD_PORT_TAKEN'],
    [{ ntpServers: [{ address, timeSeconds: 2 ** 32 }] }, 'WORLD_BAD_TIME'],
    [{ timeSeconds: 0.5, ntpServers: [{ address }] }, 'WORLD_BAD_TIME'],
    [{ ntpServers: [{ address, repliesFrom: 'x' }] }, 'WORLD_BAD_ADDRESS'],
    [{ ntpServers: [{ address, delayMs: 600_001 }] }, 'WORLD_BAD_TIME'],
    [{ ntpServers: [{ address, driftPpm: 1.5 }] }, 'WORLD_BAD_TIME'],
    [{ timeSeconds: -1, ntpServers: [{ address }] }, 'WORLD_BAD_TIME'],
  ])('described as %j cannot be: %s', async (options, code) => {
    await expect(JoinedStation.create(options)).rejects.toMatchObject({ code });
  });
});
