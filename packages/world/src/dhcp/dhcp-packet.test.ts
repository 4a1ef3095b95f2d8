import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { udpDatagram, type DatagramRecord } from '../ip/datagram.ts';
import { LeasingStation } from '../testing/leasing-station.ts';
import { dhcpBytes, readDhcp, type DhcpPacket } from './dhcp-packet.ts';

const mac = '28:6d:cd:00:00:01';

function hex(bytes: Uint8Array | undefined): string {
  return Array.from(bytes ?? [], (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function datagrams(seed = 1): Promise<DatagramRecord[]> {
  const station = await new LeasingStation({}, seed).run(2);
  return station.records
    .filter(({ kind }) => kind === udpDatagram.name)
    .map(({ data }) => data as unknown as DatagramRecord);
}

describe('The datagrams of DHCP', () => {
  test('go from nobody to everybody and back to who is meant', async () => {
    const places = (await datagrams()).map(
      ({ source, sourcePort, destination, destinationPort }) =>
        `${source}:${sourcePort} > ${destination}:${destinationPort}`,
    );
    const ask = '0.0.0.0:68 > 255.255.255.255:67';
    const answer = '192.168.10.1:67 > 192.168.10.100:68';
    expect(places).toEqual([ask, answer, ask, answer]);
  });

  test('carry one identifier for one conversation, which follows from the seed', async () => {
    const identifiers = async (seed: number) =>
      new Set((await datagrams(seed)).map(({ payload }) => hex(payload.subarray(4, 8))));
    const [one, again, other] = [await identifiers(1), await identifiers(1), await identifiers(2)];
    expect(one.size).toBe(1);
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
  });

  test('are the messages of lwIP, byte for byte', async () => {
    const [discover, , request] = (await datagrams()).map(({ payload }) => payload);
    const options = (bytes: Uint8Array | undefined) => hex(bytes?.subarray(240));
    expect(hex(discover?.subarray(0, 4))).toBe('01010600');
    expect(hex(discover?.subarray(8, 28))).toBe('00'.repeat(20));
    expect(hex(discover?.subarray(28, 44))).toBe(`286dcd000001${'00'.repeat(10)}`);
    expect(hex(discover?.subarray(236, 240))).toBe('63825363');
    const asked = '370401031c06';
    expect(options(discover)).toBe(`350101390205dc${asked}ff`.padEnd(136, '0'));
    expect(options(request)).toBe(
      `350103390205dc3204c0a80a643604c0a80a01${asked}ff`.padEnd(136, '0'),
    );
  });
});

describe('A message', () => {
  const address = fc
    .tuple(fc.integer({ min: 1, max: 255 }), fc.nat(255), fc.nat(255), fc.nat(255))
    .map((parts) => parts.join('.'));
  const packets = fc.record(
    {
      type: fc.constantFrom(
        ...(['discover', 'offer', 'request', 'decline', 'ack', 'nak', 'release'] as const),
      ),
      xid: fc.nat(2 ** 32 - 1),
      mac: fc.constant(mac),
      own: address,
      yours: address,
      requested: address,
      server: address,
      netmask: address,
      gateway: address,
      nameServers: fc.array(address, { minLength: 1, maxLength: 4 }),
      lease: fc.nat(2 ** 32 - 1),
    },
    { requiredKeys: ['type', 'xid', 'mac'] },
  );

  test('is read as it was written', () => {
    fc.assert(
      fc.property(packets, (packet) => {
        expect(readDhcp(dhcpBytes(packet as DhcpPacket))).toEqual(packet);
      }),
    );
  });

  test('is none when it is short, has no cookie, no type, or comes from the wrong side', () => {
    const bytes = dhcpBytes({ type: 'offer', xid: 1, mac });
    const without = (at: number, value: number) => {
      const copy = bytes.slice();
      copy[at] = value;
      return copy;
    };
    expect(readDhcp(bytes)).toBeDefined();
    expect(readDhcp(bytes.subarray(0, 239))).toBeUndefined();
    expect(readDhcp(without(236, 0))).toBeUndefined();
    expect(readDhcp(without(240, 255))).toBeUndefined();
    expect(readDhcp(without(242, 99))).toBeUndefined();
    expect(readDhcp(without(0, 1))).toBeUndefined();
  });

  test('of any bytes is read or refused, but never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 0, maxLength: 100 }), (tail) => {
        const bytes = new Uint8Array(240 + tail.length);
        bytes.set(dhcpBytes({ type: 'offer', xid: 1, mac }).subarray(0, 240));
        bytes.set(tail, 240);
        readDhcp(bytes);
      }),
    );
  });
});
