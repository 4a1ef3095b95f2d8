import { expect, test } from 'vitest';

import { hostNameMatches, isMadeFor } from './host-name.ts';
import { TestPlant } from './testing/test-plant.ts';

const plant = new TestPlant();
const byCn = plant.server(undefined, { subject: { CN: 'Broker.plant' } }).certificate;
const byNames = plant.server(undefined, {
  subject: { CN: 'cn.plant' },
  dnsNames: ['broker.plant', '*.wild.plant'],
  ip: ['10.0.0.7'],
}).certificate;

test('without other names the CN is the name, whatever its case', () => {
  expect(hostNameMatches(byCn, 'broker.PLANT')).toBe(true);
  expect(hostNameMatches(byCn, 'broker.plants')).toBe(false);
});

test('with other names the CN no longer counts', () => {
  expect(hostNameMatches(byNames, 'broker.plant')).toBe(true);
  expect(hostNameMatches(byNames, 'cn.plant')).toBe(false);
});

test('an asterisk is exactly the first label', () => {
  const matching = ['a.wild.plant', 'A.WILD.plant', 'wild.plant', '.wild.plant', 'a.b.wild.plant'];
  expect(matching.map((name) => hostNameMatches(byNames, name))).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
  const short = plant.server(undefined, { subject: { CN: '*.' } }).certificate;
  expect(hostNameMatches(short, 'a.')).toBe(false);
  expect(hostNameMatches(byNames, 'localhost')).toBe(false);
});

test('an address is no name to mbedTLS, but a careful client knows whom it means', () => {
  expect(hostNameMatches(byNames, '10.0.0.7')).toBe(false);
  expect(isMadeFor(byNames, '10.0.0.7')).toBe(true);
  expect(isMadeFor(byNames, '10.0.0.8')).toBe(false);
  expect(isMadeFor(byNames, 'broker.plant')).toBe(true);
  expect(isMadeFor(byCn, '10.0.0.7')).toBe(false);
});
