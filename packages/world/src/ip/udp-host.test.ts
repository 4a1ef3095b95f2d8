import { millisecond, second } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { udpDatagram, udpLost } from './datagram.ts';
import { JoinedStation } from '../testing/joined-station.ts';
import { ntpPort } from '../ntp/ntp-server.ts';
import { UdpHost } from './udp-host.ts';
import type { WorldOptions } from '../world.ts';

const time = '192.168.10.7';
const withServer: Partial<WorldOptions> = { ntpServers: [{ address: time }] };
const request = new Uint8Array(48).fill(0x23, 0, 1);

function open(station: JoinedStation) {
  const socket = station.network.openDatagram();
  if (socket === undefined) throw new Error('no socket');
  const got: { at: number; from: string; bytes: Uint8Array }[] = [];
  socket.onReceive((bytes, { address, port }) =>
    got.push({ at: station.kernel.now, from: `${address}:${port}`, bytes }),
  );
  return { socket, got };
}

function kinds(station: JoinedStation): string[] {
  return station.records
    .filter(({ at, kind }) => at >= 1 * second && kind.startsWith('udp.'))
    .map(
      ({ at, kind, data }) =>
        `${at / millisecond} ${kind} ${JSON.stringify(data['destinationPort'])}`,
    );
}

describe('A datagram', () => {
  test('takes both links there and back, and the antenna sees it twice', async () => {
    const station = await JoinedStation.create(withServer);
    const { socket, got } = open(station);
    socket.send({ address: time, port: ntpPort }, request);
    await station.kernel.run(2 * second);
    expect(got).toHaveLength(1);
    expect(got[0]).toMatchObject({ at: 1006 * millisecond, from: `${time}:123` });
    const mine = socket.local.port;
    expect(kinds(station)).toEqual(['1000 udp.datagram 123', `1006 udp.datagram ${mine}`]);
    const [first] = station.records.filter(
      ({ at, kind }) => at === 1 * second && kind === udpDatagram.name,
    );
    expect(first?.data).toEqual({
      source: station.lease.address,
      sourcePort: mine,
      destination: time,
      destinationPort: 123,
      payload: request,
    });
  });

  test('is sent as it was when it was given, whatever becomes of the bytes', async () => {
    const station = await JoinedStation.create(withServer);
    const { socket, got } = open(station);
    const bytes = request.slice();
    socket.send({ address: time, port: ntpPort }, bytes);
    bytes.fill(0);
    await station.kernel.run(2 * second);
    expect(got).toHaveLength(1);
  });

  test('to an address nobody has is lost at once', async () => {
    const station = await JoinedStation.create(withServer);
    const { socket, got } = open(station);
    socket.send({ address: '192.168.10.250', port: ntpPort }, request);
    await station.kernel.run(10 * second);
    expect(got).toEqual([]);
    expect(kinds(station)).toEqual(['1000 udp.datagram 123', '1000 udp.lost 123']);
  });

  test('into a silent uplink is lost, and so is one to a silent radio', async () => {
    const station = await JoinedStation.create(withServer);
    const { socket, got } = open(station);
    station.world.uplink.down();
    socket.send({ address: time, port: ntpPort }, request);
    await station.kernel.run(2 * second);
    station.world.uplink.up();
    socket.send({ address: time, port: ntpPort }, request);
    await station.kernel.run(2 * second + 4 * millisecond);
    station.world.link.down();
    await station.kernel.run(3 * second);
    expect(got).toEqual([]);
    expect(kinds(station)).toEqual([
      '1000 udp.datagram 123',
      '1003 udp.lost 123',
      '2000 udp.datagram 123',
      `2006 udp.lost ${socket.local.port}`,
    ]);
    expect(station.records.filter(({ kind }) => kind === udpLost.name)).toHaveLength(2);
  });

  test('to a port without a socket is dropped without a word', async () => {
    const station = await JoinedStation.create(withServer);
    const { socket, got } = open(station);
    socket.send({ address: time, port: 124 }, request);
    await station.kernel.run(10 * second);
    expect(got).toEqual([]);
    expect(kinds(station)).toEqual(['1000 udp.datagram 124']);
  });

  test('is not handed to a closed socket, and a closed socket sends none', async () => {
    const station = await JoinedStation.create(withServer);
    const { socket, got } = open(station);
    socket.send({ address: time, port: ntpPort }, request);
    socket.close();
    socket.send({ address: time, port: ntpPort }, request);
    await station.kernel.run(2 * second);
    expect(got).toEqual([]);
    expect(kinds(station)).toHaveLength(2);
  });

  test('does not leave an interface that is gone, and none comes to it', async () => {
    const station = await JoinedStation.create(withServer);
    const { socket, got } = open(station);
    socket.send({ address: time, port: ntpPort }, request);
    station.link.leave();
    await station.kernel.run(2 * second);
    socket.send({ address: time, port: ntpPort }, request);
    expect(station.network.openDatagram()).toBeUndefined();
    await station.kernel.run(4 * second);
    expect(got).toEqual([]);
    const reply = `1003 udp.lost ${socket.local.port}`;
    expect(kinds(station)).toEqual(['1000 udp.datagram 123', reply]);
  });
});

describe('The socket table of the module', () => {
  test('has eight places for connections and UDP sockets together', async () => {
    const station = await JoinedStation.create();
    const sockets = Array.from({ length: 8 }, () => station.network.openDatagram());
    const ports = new Set(sockets.map((socket) => socket?.local.port));
    expect(ports.size).toBe(8);
    expect(ports.has(undefined)).toBe(false);
    expect(station.network.openDatagram()).toBeUndefined();
    const full = station.connect({ address: '192.168.10.1', port: 80 });
    sockets[0]?.close();
    sockets[0]?.close();
    const fits = station.connect({ address: '192.168.10.1', port: 80 });
    await station.kernel.run(2 * second);
    expect(full.outcome).toEqual({ ok: false, reason: 'no-socket' });
    expect(fits.outcome).toEqual({ ok: false, reason: 'refused' });
    expect(station.network.openDatagram()).toBeDefined();
  });
});

test('a port is given once', () => {
  const host = new UdpHost('10.0.0.1', () => {});
  const socket = host.open(123);
  expect(() => host.open(123)).toThrow('10.0.0.1:123');
  socket.close();
  expect(host.isTaken(123)).toBe(false);
});
