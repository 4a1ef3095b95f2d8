import { second } from '@w800/kernel';
import type { AddressLease, ConnectOutcome, ResolveOutcome } from '@w800/ports';
import { describe, expect, test } from 'vitest';
import { JoinedStation } from '../testing/joined-station.ts';

const server = '203.0.113.9';

/** What a station gets with an address it has given itself. */
async function outcomes(
  address: string,
  names: Record<string, string> = {},
): Promise<{ connected?: ConnectOutcome; resolved?: ResolveOutcome }> {
  const station = await JoinedStation.create({ names: { broker: server, ...names } });
  station.world.servers.listen({ address: server, port: 1883 }, () => {});
  const lease: AddressLease = {
    address,
    gateway: '192.168.10.1',
    netmask: '255.255.255.0',
    nameServers: ['8.8.8.8'],
    leaseSeconds: 0,
  };
  const network = station.link.network(lease);
  const found: { connected?: ConnectOutcome; resolved?: ResolveOutcome } = {};
  network.connect({ address: server, port: 1883 }, (outcome) => (found.connected = outcome));
  network.resolve('broker', (outcome) => (found.resolved = outcome));
  await station.kernel.runFor(60 * second);
  return found;
}

describe('An address a station gives itself', () => {
  test('works where it fits, with a public name server', async () => {
    const { connected, resolved } = await outcomes('192.168.10.50');
    expect(connected?.ok).toBe(true);
    expect(resolved).toEqual({ ok: true, address: server });
  });

  test('of another network gets nowhere', async () => {
    const { connected, resolved } = await outcomes('10.0.0.5');
    expect(connected).toEqual({ ok: false, reason: 'timeout' });
    expect(resolved).toEqual({ ok: false, reason: 'timeout' });
  });

  test('of somebody else gets nowhere', async () => {
    const printer = '192.168.10.60';
    const { connected } = await outcomes(printer, { printer });
    expect(connected).toEqual({ ok: false, reason: 'timeout' });
  });

  test('takes over from the leased one: what ran over that is gone', async () => {
    const station = await JoinedStation.create({ names: { broker: server } });
    station.world.servers.listen({ address: server, port: 1883 }, () => {});
    const result = station.connect({ address: server, port: 1883 });
    await station.kernel.runFor(1 * second);
    const { outcome } = result;
    if (outcome?.ok !== true) throw new Error('not connected');
    const closed: string[] = [];
    outcome.stream.attach({
      data: () => {},
      end: () => {},
      acknowledged: () => {},
      close: (reason) => closed.push(reason),
    });
    station.link.network({ ...station.lease, address: '192.168.10.50' });
    await station.kernel.runFor(1 * second);
    expect(closed).toEqual(['aborted']);
  });
});
