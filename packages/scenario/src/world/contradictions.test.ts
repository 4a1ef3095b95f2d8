import { describe, expect, test } from 'vitest';
import { loadScenario } from '../load-scenario.ts';

/** What is said against a world: place, code, words, advice; `none` when nothing is. */
function said(world: string): string {
  const loaded = loadScenario(`name: t\nworld: ${world}\nsteps: []`, 't.yaml');
  if (loaded.ok) return 'none';
  expect(loaded.problems).toHaveLength(1);
  const [problem] = loaded.problems;
  return `${problem?.line}:${problem?.column} ${problem?.code} ${problem?.what} | ${problem?.fix}`;
}

describe('a world that contradicts itself is refused: access points', () => {
  test.each([
    [
      "{ wifi: [{ ssid: a, bssid: '02:00:00:00:00:01' }, { ssid: b, bssid: '02:00:00:00:00:01' }] }",
      '2:76 SCN_WORLD two access points have the BSSID 02:00:00:00:00:01 | ' +
        'Give each access point a BSSID of its own, or leave it out.',
    ],
    [
      "{ wifi: { ssid: a, bssid: '03:00:00:00:00:01' } }",
      '2:34 SCN_WORLD the BSSID 03:00:00:00:00:01 is an address of many: the lowest bit of its ' +
        'first byte is set | Write one such as 02:00:00:00:00:01, or leave it out.',
    ],
    [
      "{ wifi: { ssid: a, bssid: '00:00:00:00:00:00' } }",
      "2:34 SCN_WORLD the BSSID 00:00:00:00:00:00 is nobody's address | " +
        'Write one such as 02:00:00:00:00:01, or leave it out.',
    ],
    [
      '{ wifi: { ssid: ÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄa } }',
      '2:24 SCN_WORLD the name of the network has 33 bytes in UTF-8 | The most is 32 bytes.',
    ],
    [
      "{ wifi: { ssid: a, password: '1234567' } }",
      '2:37 SCN_WORLD a password of 7 characters | ' +
        'Write 8 to 63 characters, or 64 hexadecimal digits.',
    ],
    [
      `{ wifi: { ssid: a, password: '${'g'.repeat(64)}' } }`,
      '2:37 SCN_WORLD a password of 64 characters that are no hexadecimal digits | ' +
        'Write 8 to 63 characters, or 64 hexadecimal digits.',
    ],
    [
      "{ wifi: { ssid: a, security: wep, password: '12345678' } }",
      '2:52 SCN_WORLD a WEP key of 8 characters | ' +
        'Write 5, 13 or 16 characters, or 10, 26 or 32 hexadecimal digits.',
    ],
    [
      "{ wifi: [{ ssid: a, password: '12345678' }, { ssid: a, password: '87654321' }] }",
      '2:73 SCN_WORLD the network a has another password here than at its first access point | ' +
        'Give both the same, or each a `bssid` if they are two networks of one name.',
    ],
    [
      "{ wifi: [{ ssid: a, password: '12345678' }, { ssid: a }] }",
      '2:60 SCN_WORLD the network a has another password here than at its first access point | ' +
        'Give both the same, or each a `bssid` if they are two networks of one name.',
    ],
    [
      "{ wifi: [{ ssid: a, password: '12345678', security: wpa }, " +
        "{ ssid: a, password: '12345678', security: wpa2 }] }",
      '2:110 SCN_WORLD the network a has another security here than at its first access point | ' +
        'Give both the same, or each a `bssid` if they are two networks of one name.',
    ],
    [
      '{ wifi: { ssid: a, subnet: 192.168.300.0/24 } }',
      '2:35 SCN_WORLD 192.168.300.0/24 is no subnet | ' +
        'Write a prefix of 8 to 30 bits: 192.168.10.0/24.',
    ],
    [
      '{ wifi: { ssid: a, subnet: 192.168.10.0/33 } }',
      '2:35 SCN_WORLD 192.168.10.0/33 is no subnet | ' +
        'Write a prefix of 8 to 30 bits: 192.168.10.0/24.',
    ],
    [
      '{ wifi: { ssid: a, subnet: 192.168.10.0/31 } }',
      '2:35 SCN_WORLD a subnet with a prefix of 31 bits | ' +
        'Write a prefix of 8 to 30 bits: 192.168.10.0/24.',
    ],
    [
      '{ wifi: { ssid: a, subnet: 192.168.10.5/24 } }',
      '2:35 SCN_WORLD 192.168.10.5 is the address of a host in 192.168.10.0/24, not of a subnet ' +
        '| Write 192.168.10.0/24.',
    ],
    [
      '{ wifi: [{ ssid: a }, { ssid: b, subnet: 192.168.0.0/16 }] }',
      '2:49 SCN_WORLD the addresses of 192.168.0.0 are those of another access point, a | ' +
        'Give each network a `subnet` of its own; one may be shared by access points of one `ssid`.',
    ],
    [
      '{ wifi: [{ ssid: a, subnet: 192.168.11.0/24 }, { ssid: b }] }',
      '2:63 SCN_WORLD the addresses of 192.168.11.0 are those of another access point, a | ' +
        'Give each network a `subnet` of its own; one may be shared by access points of one `ssid`.',
    ],
    [
      '{ wifi: [{ ssid: a, subnet: 10.0.0.0/24 }, { ssid: a, subnet: 10.0.0.0/25 }] }',
      '2:70 SCN_WORLD the addresses of 10.0.0.0 are those of another access point, a | ' +
        'Give each network a `subnet` of its own; one may be shared by access points of one `ssid`.',
    ],
    [
      '{ wifi: { ssid: a, channel: 14 } }',
      '2:36 SCN_WRONG_VALUE `channel` cannot be 14 | The most is 13.',
    ],
  ])('%s', (world, expected) => {
    expect(said(world)).toBe(expected);
  });
});

describe('a world that contradicts itself is refused: servers and names', () => {
  const other = 'Give the server another address.';
  const single = 'Write the address of a single host, such as 203.0.113.10.';
  const named = 'Write a dotted address, or a name such as broker.example.';

  test.each([
    [
      '{ broker: [{ host: a }, { host: A, port: 1883 }] }',
      '2:32 SCN_WORLD two brokers at a:1883 | Give each broker a host or port of its own.',
    ],
    [
      '{ names: { a: 1.2.3.4 }, broker: [{ host: a }, { host: 1.2.3.4 }] }',
      '2:55 SCN_WORLD two brokers at 1.2.3.4:1883 | Give each broker a host or port of its own.',
    ],
    [
      '{ names: { a: 1.2.3.4, b: 1.2.3.4 }, ntp: [{ host: a }, { host: b }] }',
      '2:64 SCN_WORLD two time servers at 1.2.3.4 | Give each time server a host of its own.',
    ],
    [
      '{ broker: { host: mqtt broker } }',
      `2:26 SCN_WORLD mqtt broker is neither an address nor a name that can be looked up | ${named}`,
    ],
    [
      '{ ntp: { host: 192.168.10.300 } }',
      '2:23 SCN_WORLD 192.168.10.300 is neither an address nor a name that can be looked up | ' +
        named,
    ],
    [
      "{ names: { 'a..b': 1.2.3.4 } }",
      `2:19 SCN_WORLD a..b is neither an address nor a name that can be looked up | ${named}`,
    ],
    [
      '{ names: { 1.2.3.4: 1.2.3.5 } }',
      '2:19 SCN_WORLD 1.2.3.4 is an address, and nobody asks for its address | ' +
        'Write a name in front of the colon, such as broker.example.',
    ],
    [
      '{ names: { a: 1.2.3.4, A: 1.2.3.5 } }',
      '2:31 SCN_WORLD the name A stands here twice, as upper and lower case are the same | ' +
        'Keep one of them.',
    ],
    [
      '{ names: { a: 1.2.3 } }',
      '2:22 SCN_WRONG_VALUE `a` cannot be "1.2.3" | Write a dotted address: 192.168.10.234.',
    ],
    [
      '{ broker: { host: 127.0.0.1 } }',
      `2:26 SCN_WORLD no server can stand at 127.0.0.1 | ${single}`,
    ],
    ['{ ntp: { host: 224.0.1.1 } }', `2:23 SCN_WORLD no server can stand at 224.0.1.1 | ${single}`],
    ['{ names: { a: 0.0.0.0 } }', `2:22 SCN_WORLD no server can stand at 0.0.0.0 | ${single}`],
    [
      '{ wifi: { ssid: home }, broker: { host: 192.168.10.1 } }',
      `2:48 SCN_WORLD 192.168.10.1 is the gateway of the network home | ${other}`,
    ],
    [
      '{ wifi: [{ ssid: a }, { ssid: b, subnet: 10.1.0.0/16 }], ntp: { host: 10.1.255.255 } }',
      `2:78 SCN_WORLD 10.1.255.255 is the broadcast address of the network b | ${other}`,
    ],
    [
      '{ wifi: { ssid: home }, names: { a: 192.168.10.0 } }',
      `2:44 SCN_WORLD 192.168.10.0 is the own address of the network home | ${other}`,
    ],
    [
      "{ broker: { host: a, users: [{ username: u, password: x }, { username: u, password: 'y' }] } }",
      '2:79 SCN_WORLD the broker has two users called u | Keep one of them.',
    ],
    [
      '{ latency: 61s }',
      '2:19 SCN_WORLD the latency is longer than a packet lives | The most is 60s.',
    ],
    [
      '{ latency: -5ms }',
      '2:19 SCN_WRONG_UNIT `-5ms` is not a duration | Write `15s`; units: us, ms, s, m, h.',
    ],
  ])('%s', (world, expected) => {
    expect(said(world)).toBe(expected);
  });
});

describe('a world that contradicts itself is refused: DHCP and DNS', () => {
  test.each([
    [
      '{ wifi: { ssid: home }, dhcp: { network: hom } }',
      '2:49 SCN_WORLD no access point is called hom | ' +
        'Write the `ssid` or the `bssid` of one, or leave it out.',
    ],
    [
      '{ wifi: { ssid: home }, dhcp: { host: 10.0.0.2 } }',
      '2:46 SCN_WORLD 10.0.0.2 lies outside the network it stands in | ' +
        'Write one from 192.168.10.1 to 192.168.10.254.',
    ],
    [
      '{ wifi: { ssid: home }, dhcp: { host: 192.168.10.1 } }',
      '2:46 SCN_WORLD 192.168.10.1 is the router, which is described without a `host` | ' +
        'Leave `host` out, or give the second server another.',
    ],
    [
      '{ wifi: { ssid: home }, dhcp: { gateway: 192.168.10.255 } }',
      '2:49 SCN_WORLD 192.168.10.255 lies outside the addresses it gives out | ' +
        'Write one from 192.168.10.1 to 192.168.10.254.',
    ],
    [
      '{ wifi: { ssid: home }, dhcp: { subnet: 10.0.0.0/29, gateway: 192.168.10.1 } }',
      '2:70 SCN_WORLD 192.168.10.1 lies outside the addresses it gives out | ' +
        'Write one from 10.0.0.1 to 10.0.0.6.',
    ],
    [
      '{ wifi: { ssid: home }, dhcp: { subnet: 10.0.0.1/24 } }',
      '2:48 SCN_WORLD 10.0.0.1 is the address of a host in 10.0.0.0/24, not of a subnet | ' +
        'Write 10.0.0.0/24.',
    ],
    [
      '{ wifi: { ssid: home }, dhcp: { subnet: 10.0.0.0/24 } }',
      '2:48 SCN_WORLD nothing in 10.0.0.0/24 is the router, which would be the gateway | ' +
        'Name a `gateway`, such as 10.0.0.1 or `none`.',
    ],
    [
      '{ wifi: { ssid: home }, dhcp: { addresses: 156 } }',
      '2:51 SCN_WORLD there are no 156 addresses to give out | The most here is 155.',
    ],
    [
      '{ wifi: { ssid: home, subnet: 10.0.0.0/28 }, dhcp: { addresses: 14 } }',
      '2:72 SCN_WORLD there are no 14 addresses to give out | The most here is 13.',
    ],
    [
      '{ wifi: { ssid: home }, dhcp: { lease: 0s } }',
      '2:47 SCN_WRONG_VALUE this is no time at all | The least is 1s.',
    ],
    [
      '{ wifi: { ssid: home }, dhcp: [{ silent: true }, { delay: 1s }] }',
      '2:57 SCN_WORLD the router of every access point stands here twice | ' +
        'Say all of it in one entry.',
    ],
    [
      '{ dns: [{ address: 8.8.8.8 }, { address: 8.8.8.8 }] }',
      '2:38 SCN_WORLD the name server 8.8.8.8 stands here twice | Say all of it in one entry.',
    ],
    [
      "{ dns: { names: { 'a b': 1.2.3.4 } } }",
      '2:26 SCN_WORLD a b is no name that can be looked up | ' +
        'Write a name such as broker.example.',
    ],
    [
      '{ dns: { silent: true, delay: 1s } }',
      '2:31 SCN_WORLD a server that is silent has no `delay` | Leave `delay` or `silent` out.',
    ],
    [
      '{ ntp: { host: a, silent: true, fault: rate } }',
      '2:40 SCN_WORLD a server that is silent has no `fault` | Leave `fault` or `silent` out.',
    ],
    [
      '{ wifi: { ssid: home }, dhcp: { silent: true, exhausted: true } }',
      '2:54 SCN_WORLD a server that is silent has no `exhausted` | ' +
        'Leave `exhausted` or `silent` out.',
    ],
  ])('%s', (world, expected) => {
    expect(said(world)).toBe(expected);
  });
});

const noBandwidth =
  'SCN_WORLD nothing waits in a queue without a `bandwidth` | ' +
  'Give the link a `bandwidth`, or leave `queue` out.';

test.each([
  ['{ links: { uplink: { queue: 4KiB } } }', 29],
  ['{ links: { radio: { towardsModule: { queue: 4KiB } } } }', 45],
  ['{ links: { servers: { 10.0.0.1: { queue: 4KiB } } } }', 42],
  [
    '{ links: { uplink: { towardsServers: { bandwidth: 1Mbit/s }, ' +
      'towardsModule: { queue: 4KiB } } } }',
    86,
  ],
])('%s: a queue in which nothing waits is refused', (world, column) => {
  expect(said(world)).toBe(`2:${column} ${noBandwidth}`);
});

test('what only looks like a contradiction is none', () => {
  for (const world of [
    // Two networks of one name, told apart by their addresses.
    "{ wifi: [{ ssid: a, bssid: '02:00:00:00:00:01', password: '12345678' }, " +
      "{ ssid: a, bssid: '02:00:00:00:00:02' }] }",
    // One network to roam in.
    '{ wifi: [{ ssid: a, subnet: 10.0.0.0/24 }, { ssid: a, subnet: 10.0.0.0/24 }] }',
    "{ wifi: { ssid: a, security: wep, password: 'abcde' } }",
    "{ wifi: { ssid: a, security: wep, password: '0123456789abcdef0123456789' } }",
    `{ wifi: { ssid: a, password: '${'0f'.repeat(32)}' } }`,
    '{ wifi: { ssid: a }, broker: [{ host: 192.168.10.2 }, { host: 192.168.10.254 }] }',
    '{ wifi: { ssid: a }, broker: [{ host: b.example }, { host: b.example, port: 1884 }] }',
    '{ broker: { host: a }, ntp: { host: a } }',
    '{ wifi: { ssid: a }, dhcp: [{ lease: 1h }, { host: 192.168.10.2, gateway: none }] }',
    '{ wifi: [{ ssid: a }, { ssid: b }], dhcp: { network: b, gateway: 192.168.11.9 } }',
    '{ dns: [{ address: 8.8.8.8 }, { silent: true }] }',
    '{ wifi: { ssid: a }, dhcp: { addresses: 155 } }',
    '{ wifi: { ssid: a }, dhcp: { subnet: 192.168.0.0/16 } }',
    '{ wifi: { ssid: a, subnet: 10.0.0.0/28 }, dhcp: { addresses: 13 } }',
    '{ links: { uplink: { queue: 4KiB, towardsModule: { bandwidth: 1Mbit/s } } } }',
    '{ links: { uplink: { bandwidth: 1Mbit/s, towardsModule: { queue: 4KiB } } } }',
  ]) {
    expect(said(world)).toBe('none');
  }
});
