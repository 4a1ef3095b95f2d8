import { Kernel } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { LeasingStation } from '../testing/leasing-station.ts';
import { World } from '../world.ts';
import type { DhcpServerDescription } from './dhcp-servers.ts';

async function lease(...dhcpServers: DhcpServerDescription[]) {
  const station = await new LeasingStation({ dhcpServers }).run(5);
  return station.leases.at(-1);
}

describe('What a DHCP server leaves out', () => {
  test('a gateway, is none', async () => {
    expect((await lease({ gateway: null }))?.gateway).toBe('0.0.0.0');
  });

  test('name servers, are none; of several the module keeps two', async () => {
    expect((await lease({ nameServers: [] }))?.nameServers).toEqual([]);
    const many = ['8.8.8.8', '8.8.4.4', '1.1.1.1'];
    expect((await lease({ nameServers: many }))?.nameServers).toEqual(['8.8.8.8', '8.8.4.4']);
  });
});

describe('A second DHCP server', () => {
  const other = { host: '192.168.10.66', subnet: '10.9.9.0/24', gateway: '10.9.9.1' };

  test('that is faster is the one that is taken, and asked again', async () => {
    const station = await new LeasingStation({
      dhcpServers: [{ delayMs: 10 }, { ...other, leaseSeconds: 60 }],
    }).run(62);
    const [taken] = station.leases;
    expect([taken?.address, taken?.gateway]).toEqual(['10.9.9.100', '10.9.9.1']);
    expect(station.instants('offer')).toEqual([0.052, 0.062]);
    expect(station.instants('ack')).toEqual([0.106, 30.052, 60.052]);
    expect(station.instants('nak')).toEqual([]);
  });

  test('that is slower offers in vain', async () => {
    const station = await new LeasingStation({ dhcpServers: [{ ...other, delayMs: 10 }] }).run(2);
    expect(station.leases.map((one) => one?.address)).toEqual(['192.168.10.100']);
    expect(station.instants('offer')).toHaveLength(2);
    expect(station.instants('ack')).toHaveLength(1);
  });
});

describe('A pool', () => {
  test('of two addresses, of which one is a host and one in use, is empty', async () => {
    const station = await new LeasingStation({
      names: { printer: '192.168.10.100' },
      dhcpServers: [{ addresses: 2, conflicts: true }],
    }).run(60);
    expect(station.instants('decline')).toHaveLength(1);
    expect(station.leases).toEqual([]);
  });

  test('that is exhausted serves who has an address already', async () => {
    const station = await new LeasingStation({ dhcpServers: [{ leaseSeconds: 60 }] }).run(2);
    for (const server of station.world.dhcpServers('home')) server.change({ exhausted: true });
    await station.run(40);
    expect(station.instants('ack')).toHaveLength(2);
    const stranger = await new LeasingStation({ dhcpServers: [{ exhausted: true }] }).run(60);
    expect(stranger.instants('offer')).toEqual([]);
  });
});

describe('The servers of a world', () => {
  const accessPoints = [
    { ssid: 'home', bssid: '02:00:00:00:00:01', subnet: '192.168.10.0/24' },
    { ssid: 'guests', bssid: '02:00:00:00:00:02', subnet: '192.168.20.0/24' },
  ];

  test('are found by SSID, by BSSID, or all of them; none is called otherwise', () => {
    const world = new World(new Kernel({ seed: 1 }), { accessPoints });
    const addresses = (name?: string) => world.dhcpServers(name).map(({ address }) => address);
    expect(addresses()).toEqual(['192.168.10.1', '192.168.20.1']);
    expect(addresses('guests')).toEqual(['192.168.20.1']);
    expect(addresses('02:00:00:00:00:01')).toEqual(['192.168.10.1']);
    expect(() => addresses('nobody')).toThrow(
      'no access point is called "nobody" (use the SSID or the BSSID of one of the world)',
    );
  });

  test.each<[DhcpServerDescription, string]>([
    [{ network: 'office' }, 'WORLD_BAD_DHCP'],
    [{ host: 'router' }, 'WORLD_BAD_DHCP'],
    [{ gateway: 'router' }, 'WORLD_BAD_DHCP'],
    [{ nameServers: ['dns'] }, 'WORLD_BAD_DHCP'],
    [{ leaseSeconds: 0 }, 'WORLD_BAD_DHCP'],
    [{ leaseSeconds: 2 ** 32 }, 'WORLD_BAD_DHCP'],
    [{ delayMs: -1 }, 'WORLD_BAD_DHCP'],
    [{ delayMs: 0.5 }, 'WORLD_BAD_DHCP'],
    [{ subnet: '10.0.0.1/24' }, 'WORLD_BAD_SUBNET'],
  ])('described as %j cannot be: %s', (description, code) => {
    const build = () =>
      new World(new Kernel({ seed: 1 }), { accessPoints, dhcpServers: [description] });
    expect(build).toThrow(expect.objectContaining({ code }));
  });
});
