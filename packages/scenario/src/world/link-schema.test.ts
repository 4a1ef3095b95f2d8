import { describe, expect, test } from 'vitest';
import { loadWorld } from './load-world.ts';
import { linksOptions } from './link-settings.ts';
import { routerOptions } from './router-options.ts';

const wifi = "world:\n  wifi: { ssid: home, password: '12345678' }\n";

function load(lines: string) {
  const loaded = loadWorld(`${wifi}${lines}\n`, 'a.yaml');
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.world;
}

describe('A described link', () => {
  test('becomes whole numbers, and what is left out stays so', () => {
    const { links } = load(`  links:
    radio: { loss: 1/1000, runs: { begin: 1/100, length: 20 } }
    uplink:
      latency: 20ms
      jitter: 5ms
      loss: 1/20
      bandwidth: 1.5Mbit/s
      queue: 32KiB
      mtu: 1400
      duplicated: 1/50
      reordered: 1/10
      towardsModule: { runs: { begin: 1/2, length: 1, loss: 3/4 }, bandwidth: 64kbit/s }
    servers: { far.example: { latency: 1s }, 10.1.1.1: { mtu: 576 } }
  names: { far.example: 203.0.113.7 }`);
    if (links === undefined) throw new Error('no links');
    expect(linksOptions(links, { 'far.example': '203.0.113.7' })).toEqual({
      radio: { lossPpm: 1_000, burstLoss: { beginPpm: 10_000, endPpm: 50_000 } },
      uplink: {
        latencyNs: 20_000_000,
        jitterNs: 5_000_000,
        lossPpm: 50_000,
        bitsPerSecond: 1_500_000,
        queueBytes: 32_768,
        mtuBytes: 1400,
        duplicatePpm: 20_000,
        reorderPpm: 100_000,
        towardsModule: {
          burstLoss: { beginPpm: 500_000, endPpm: 1_000_000, lossPpm: 750_000 },
          bitsPerSecond: 64_000,
        },
      },
      servers: { '203.0.113.7': { latencyNs: 1_000_000_000 }, '10.1.1.1': { mtuBytes: 576 } },
    });
  });

  test('is nothing where nothing is said', () => {
    expect(load('  latency: 20ms').links).toBeUndefined();
    const { links } = load('  links: { uplink: {} }');
    expect(links && linksOptions(links, {})).toMatchObject({ uplink: {}, servers: {} });
  });
});

test('a described router becomes what the world is told', () => {
  const { router } = load(`  router:
    nat: { tcpIdle: 5m, answer: reset }
    blocked: [{ port: 8883, protocol: tcp }, { address: 203.0.113.7, answer: reset }]
    portal: true`);
  expect(router && routerOptions(router)).toEqual({
    nat: { tcpIdleNs: 300_000_000_000, answer: 'reset' },
    blocks: [
      { port: 8883, protocol: 'tcp' },
      { address: '203.0.113.7', answer: 'reset' },
    ],
    portal: true,
  });
});

test.each([
  ['links: { uplink: { latency: ¦-1ms } }', 'is not a duration'],
  ['links: { uplink: { latency: ¦61s } }', 'longer than a link can take'],
  ['links: { uplink: { jitter: ¦5s } }', 'longer than a link can take'],
  ['links: { uplink: { loss: ¦0.1% } }', 'not a ratio'],
  ['links: { uplink: { loss: ¦2/1 } }', 'no part of one'],
  ['links: { uplink: { bandwidth: ¦1Mbps } }', 'no unit of a bandwidth'],
  ['links: { uplink: { mtu: ¦67 } }', '`mtu`'],
  ['links: { uplink: { queue: ¦1MiB } }', 'too large'],
  ['links: { uplink: { ¦latancy: 1ms } }', 'latancy'],
  ['links: { ¦uplnk: { latency: 1ms } }', 'uplnk'],
  ['links: { radio: { runs: ¦{ begin: 1/2 } } }', '`length`'],
  ['latency: ¦20ms, links: { uplink: { latency: 1ms } }', 'two latencies'],
  ['links: { servers: { ¦far.example: { mtu: 99 } } }', 'no server is called far.example'],
  ['router: { nat: { tcpIdle: ¦0s } }', 'no time at all'],
  ['router: { blocked: [{ port: ¦0 }] }', '`port`'],
  ['router: { blocked: [{ address: ¦broker }] }', '`address`'],
])('{ %s } is refused at its place', (marked, words) => {
  const line = `world: { ${marked} }`;
  const loaded = loadWorld(`# A world.\n${line.replace('¦', '')}\n`, 'a.yaml');
  if (loaded.ok) throw new Error('it was loaded');
  const [problem] = loaded.problems;
  expect(problem).toMatchObject({ file: 'a.yaml', line: 2, column: line.indexOf('¦') + 1 });
  expect(`${problem?.what}`).toContain(words);
  expect(problem?.fix).not.toBe('');
});
