import { Kernel, valuesOf } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { worldFigures } from '../figures.ts';
import { LeasingStation } from '../testing/leasing-station.ts';
import { DhcpClient } from './dhcp-client.ts';
import type { DhcpPacket } from './dhcp-packet.ts';

const address = '192.168.10.100';

/** What passes between instants in a list. */
function gaps(instants: readonly number[]): number[] {
  return instants.slice(1).map((at, index) => Number((at - (instants[index] ?? 0)).toFixed(6)));
}

describe('A DHCP client whose server answers', () => {
  test('EX-04: has an address after 0.758 s: four messages and two address checks', async () => {
    const station = await new LeasingStation().run(2);
    expect(station.leases).toEqual([
      {
        address,
        gateway: '192.168.10.1',
        netmask: '255.255.255.0',
        nameServers: ['192.168.10.1'],
        leaseSeconds: 86_400,
      },
    ]);
    expect(station.messages('discover', 'offer', 'request', 'ack')).toEqual([
      ['discover', 0],
      ['offer', 0.052],
      ['request', 0.054],
      ['ack', 0.106],
    ]);
    const probes = station.records.filter(({ kind }) => kind === 'arp.message');
    expect(probes.map(({ at, data }) => [at / 1e6 - 30, data['type']])).toEqual([
      [108, 'request'],
      [258, 'request'],
    ]);
  });

  test('is bound 0.69 to 0.82 s after it has asked, as vendor logs have it', async () => {
    const early = await new LeasingStation().run(0.03 + 0.69);
    expect(early.leases).toHaveLength(0);
    const late = await new LeasingStation().run(0.03 + 0.82);
    expect(late.leases).toHaveLength(1);
  });

  test('gets the same address again, never one where a server stands', async () => {
    const station = await new LeasingStation({ names: { broker: address } }).run(2);
    expect(station.leases.map((lease) => lease?.address)).toEqual(['192.168.10.101']);
    station.link.requestLease((lease) => station.leases.push(lease));
    await station.run(4);
    expect(station.leases.map((lease) => lease?.address)).toEqual([
      '192.168.10.101',
      '192.168.10.101',
    ]);
  });

  test('does not take its own address for a conflict when it asks anew', async () => {
    const station = await new LeasingStation().run(2);
    station.link.requestLease((lease) => station.leases.push(lease));
    await station.run(4);
    expect(station.instants('decline')).toEqual([]);
    expect(station.leases).toHaveLength(2);
  });
});

describe('A DHCP client whose server is silent', () => {
  const silent = { dhcpServers: [{ silent: true }] };

  test('discovers after 2, 4, 8, 16, 32, 60, 60 s, the first short of a part of a tick', async () => {
    const station = await new LeasingStation(silent).run(250);
    const [first, ...rest] = gaps(station.instants('discover'));
    expect(first).toBe(1.758);
    expect(rest).toEqual([4, 8, 16, 32, 60, 60, 60]);
    expect(station.leases).toEqual([]);
  });

  test('is served as soon as the server speaks, and not before it has asked again', async () => {
    const station = await new LeasingStation(silent).run(3);
    for (const server of station.world.dhcpServers()) server.change({ silent: false });
    await station.run(20);
    expect(station.instants('offer')).toEqual([5.81]);
    expect(station.leases).toHaveLength(1);
  });

  test('asks six times for what was offered, then discovers again', async () => {
    const station = await new LeasingStation().run(0.03 + 0.053);
    for (const server of station.world.dhcpServers()) server.change({ silent: true });
    await station.run(200);
    const [first, ...rest] = gaps(station.instants('request'));
    expect(first).toBe(1.704);
    expect(rest).toEqual([4, 8, 16, 32]);
    const [, again] = station.instants('discover');
    expect(gaps([station.instants('request').at(-1) ?? 0, again ?? 0])).toEqual([60]);
  });
});

describe('A DHCP client that is refused', () => {
  test('discovers again at once, as often as that is', async () => {
    const station = await new LeasingStation({ dhcpServers: [{ refuses: 'requests' }] }).run(1.03);
    expect(station.instants('nak').length).toBe(9);
    expect(station.instants('discover').slice(0, 3)).toEqual([0, 0.108, 0.216]);
    for (const server of station.world.dhcpServers()) server.change({ refuses: 'none' });
    await station.run(3);
    expect(station.leases).toHaveLength(1);
  });

  test('in a renewal loses its address, and gets one again', async () => {
    const options = { dhcpServers: [{ refuses: 'renewals' as const, leaseSeconds: 60 }] };
    const station = await new LeasingStation(options).run(32);
    expect(station.instants('nak')).toEqual([30.052]);
    expect(station.leases.map((lease) => lease?.address)).toEqual([address, undefined, address]);
  });
});

describe('A DHCP client that finds its address in use', () => {
  test('declines it, backs off for 10 s and takes the next', async () => {
    const station = await new LeasingStation({ dhcpServers: [{ conflicts: true }] }).run(20);
    expect(station.instants('decline')).toEqual([0.112]);
    const [, again] = station.instants('discover');
    expect(again).toBe(9.758);
    expect(station.leases.map((lease) => lease?.address)).toEqual(['192.168.10.101']);
  });

  test('binds it when the answer is lost on the air', async () => {
    const station = await new LeasingStation({ dhcpServers: [{ conflicts: true }] }).run(
      0.03 + 0.11,
    );
    station.world.link.down();
    await station.run(0.03 + 0.7);
    station.world.link.up();
    await station.run(2);
    expect(station.leases.map((lease) => lease?.address)).toEqual(['192.168.10.100']);
  });
});

describe('A message', () => {
  const mac = '28:6d:cd:00:00:01';

  /** What a client that has asked sends next when it hears a message. */
  function heard(change: (offer: DhcpPacket) => DhcpPacket): string[] {
    const kernel = new Kernel({ seed: 1 });
    const sent: DhcpPacket[] = [];
    const client = new DhcpClient({
      kernel,
      figures: valuesOf(worldFigures),
      random: kernel.random.fork('test'),
      mac,
      wire: { send: (packet) => sent.push(packet), probe: () => {} },
      bound: () => {},
      lost: () => {},
    });
    const offer: DhcpPacket = {
      type: 'offer',
      xid: sent[0]?.xid ?? 0,
      mac,
      server: '192.168.10.1',
      yours: address,
    };
    client.receive(change(offer));
    return sent.map(({ type }) => type);
  }

  test('counts when it is for this station and this conversation', () => {
    expect(heard((offer) => offer)).toEqual(['discover', 'request']);
  });

  test.each<[string, (offer: DhcpPacket) => DhcpPacket]>([
    ['another conversation', (offer) => ({ ...offer, xid: (offer.xid + 1) % 2 ** 32 })],
    ['another station', (offer) => ({ ...offer, mac: '28:6d:cd:00:00:02' })],
    ['nobody knows which server', ({ type, xid, mac: to }) => ({ type, xid, mac: to })],
    ['a later stage', (offer) => ({ ...offer, type: 'ack' })],
    ['a refusal of nothing', (offer) => ({ ...offer, type: 'nak' })],
  ])('of %s is passed over', (_name, change) => {
    expect(heard(change)).toEqual(['discover']);
  });
});

describe('A lease', () => {
  test('of an hour is renewed after half of it, at the server, without a word to the module', async () => {
    const station = await new LeasingStation({ dhcpServers: [{ leaseSeconds: 3_600 }] }).run(3_700);
    expect(station.instants('request')).toEqual([0.054, 1_800, 3_600]);
    expect(station.instants('ack')).toEqual([0.106, 1_800.052, 3_600.052]);
    expect(station.leases).toHaveLength(1);
    const renewal = station.records.find(({ at, kind }) => kind === 'udp.datagram' && at > 1_000e9);
    expect(renewal?.data).toMatchObject({
      source: address,
      sourcePort: 68,
      destination: '192.168.10.1',
      destinationPort: 67,
    });
  });

  test('that nobody renews is asked for half way again and again, then of everybody, and ends', async () => {
    const station = await new LeasingStation({ dhcpServers: [{ leaseSeconds: 3_600 }] }).run(2);
    for (const server of station.world.dhcpServers()) server.change({ silent: true });
    await station.run(3_700);
    // Ticks of 10 s: renewals at 180, 247, 281, 298, 306, rebindings at 315, 337, 348, 354.
    expect(station.instants('request').slice(1)).toEqual([
      1_800, 2_470, 2_810, 2_980, 3_060, 3_150, 3_370, 3_480, 3_540,
    ]);
    expect(station.instants('release')).toEqual([3_600]);
    expect(station.instants('discover')[1]).toBe(3_600);
    expect(station.leases.map((lease) => lease?.address)).toEqual([address, undefined]);
  });

  test('is rebound by whoever answers the broadcast', async () => {
    const station = await new LeasingStation({ dhcpServers: [{ leaseSeconds: 3_600 }] }).run(2);
    const repairs = station.world.dhcpServers().map((server) => server.change({ silent: true }));
    await station.run(3_100);
    for (const repair of repairs) repair();
    await station.run(3_200);
    expect(station.instants('ack')).toEqual([0.106, 3_150.052]);
    expect(station.leases).toHaveLength(1);
  });

  test.each([
    [1, 10],
    [14, 10],
    [15, 20],
    [60, 60],
  ])('of %d s that is not renewed ends after %d s: lwIP rounds to ticks', async (lease, end) => {
    const station = await new LeasingStation({ dhcpServers: [{ leaseSeconds: lease }] }).run(2);
    for (const server of station.world.dhcpServers()) server.change({ silent: true });
    await station.run(100);
    expect(station.instants('release')).toEqual([end]);
  });

  test('for ever does not end, whatever becomes of its renewal', async () => {
    const station = await new LeasingStation({ dhcpServers: [{ leaseSeconds: 2 ** 32 - 1 }] }).run(
      2,
    );
    for (const server of station.world.dhcpServers()) server.change({ silent: true });
    await station.run(5_000_000);
    expect(station.leases).toHaveLength(1);
    expect(station.leases[0]?.leaseSeconds).toBe(0);
  });

  test('is kept by a station that has given up the question when it had the answer', async () => {
    const station = await new LeasingStation({ dhcpServers: [{ leaseSeconds: 60 }] }).run(2);
    const asked = station.link.requestLease(() => asked.cancel());
    await station.run(40);
    expect(station.instants('ack')).toHaveLength(3);
  });

  test('is not asked for any more by a station that has given up the question', async () => {
    const station = await new LeasingStation({ dhcpServers: [{ silent: true }] }).run(2);
    const count = station.instants('discover').length;
    station.link.requestLease(() => {}).cancel();
    await station.run(100);
    expect(station.instants('discover')).toHaveLength(count + 1);
  });

  test('is not kept by a station that has left, or has an address of its own', async () => {
    for (const end of ['leave', 'static'] as const) {
      const station = await new LeasingStation({ dhcpServers: [{ leaseSeconds: 60 }] }).run(2);
      const [lease] = station.leases;
      if (lease === undefined) throw new Error('no lease');
      if (end === 'leave') station.link.leave();
      else station.link.network({ ...lease, address: '192.168.10.7' });
      await station.run(500);
      expect(station.instants('request')).toHaveLength(1);
      expect(station.leases).toHaveLength(1);
    }
  });
});
