import { describe, expect, test } from 'vitest';
import { loadWorld } from './load-world.ts';

function problemOf(wifi: string): string {
  const loaded = loadWorld(`world:\n  wifi: ${wifi}\n`, 'a.yaml');
  if (loaded.ok) return 'none';
  const [problem] = loaded.problems;
  return `${problem?.line}:${problem?.column} ${problem?.code} ${problem?.what}`;
}

describe('access points that cannot be are refused where they are written', () => {
  test.each([
    ["{ ssid: a, security: open, password: '12345678' }", '2:46', 'open network has no password'],
    ['{ ssid: a, security: wpa2 }', '2:30', 'wpa2 needs a password'],
    ['{ ssid: a, stationsMax: -1 }', '2:33', 'stationsMax'],
    ['{ ssid: a, stationsMax: 2008 }', '2:33', 'stationsMax'],
    ['{ ssid: a, beaconInterval: 14 }', '2:36', 'beaconInterval'],
    ['{ ssid: a, beaconInterval: 1001 }', '2:36', 'beaconInterval'],
    ['{ ssid: a, standards: [ac] }', '2:32', 'ac'],
    ['{ ssid: a, standards: [] }', '2:31', 'standards'],
    ['{ ssid: a, listenIntervalMax: 0 }', '2:39', 'listenIntervalMax'],
    ['{ ssid: a, channel: 14 }', '2:29', 'channel'],
    ['{ ssid: a, rssi: 1 }', '2:26', 'rssi'],
    ['{ ssid: a, up: no }', '2:24', 'up'],
  ])('%s', (wifi, place, word) => {
    const problem = problemOf(wifi);
    expect(problem).toContain(word);
    expect(problem.split(' ')[0]).toBe(place);
  });
});

test('everything an access point can say is taken', () => {
  const said =
    "ssid: a, password: '12345678', security: wpa2, bssid: '02:00:00:00:00:01', channel: 13, " +
    'rssi: -100, hidden: true, stationsMax: 0, up: false, beaconInterval: 15, ' +
    'standards: [b, g, n], listenIntervalMax: 65535, subnet: 10.0.0.0/24';
  expect(problemOf(`[{ ${said} }, { ssid: b }, { ssid: c, security: open }]`)).toBe('none');
});
