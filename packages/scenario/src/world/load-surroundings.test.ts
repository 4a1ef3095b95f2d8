import { testCa } from '@w800/tls';
import { expect, test } from 'vitest';
import { loadSurroundings } from './load-surroundings.ts';

test('world, seed and dialect are read as they are written, whatever else is in the file', () => {
  const text = `
name: 17
steps: nonsense
seed: 9
dialect: firmware
world:
  wifi: { ssid: home, password: '12345678' }
  latency: 20ms
  ntp: { host: pool.ntp.org, time: 2026-01-01T00:00:00Z }
`;
  expect(loadSurroundings(text, 'a.yaml')).toEqual({
    ok: true,
    surroundings: {
      seed: 9,
      dialect: 'firmware',
      world: {
        wifi: { ssid: 'home', password: '12345678' },
        latency: '20ms',
        ntp: { host: 'pool.ntp.org', time: '2026-01-01T00:00:00Z' },
      },
    },
  });
});

test('what is left out is left out', () => {
  expect(loadSurroundings('world: {}', 'a.yaml')).toEqual({
    ok: true,
    surroundings: { world: {} },
  });
});

test.each([
  ['steps: []', 1, 1, 'no `world` is here'],
  ['a: 1\nworld:\n  wifi: { ssid: home, passwort: x }', 3, 23, 'passwort'],
  ['seed: -1\nworld: {}', 1, 7, 'seed'],
  ['dialect: espat\nworld: {}', 1, 10, 'dialect'],
  ['world: [', 1, 9, ''],
])('%j has a problem with a place', (text, line, column, word) => {
  const loaded = loadSurroundings(text, 'a.yaml');
  if (loaded.ok) throw new Error('it was loaded');
  const [problem] = loaded.problems;
  expect(problem).toMatchObject({ file: 'a.yaml', line, column });
  expect(`${problem?.what}`).toContain(word);
});

test('what is in the module is read, too, with the files beside it', () => {
  const text = 'module: { ca: ca.pem, certificate: none }\nworld: {}';
  const named: string[] = [];
  const loaded = loadSurroundings(text, 'a.yaml', (path) => {
    named.push(path);
    return { ok: true, text: testCa.pem };
  });
  expect(named).toEqual(['ca.pem']);
  expect(loaded).toEqual({
    ok: true,
    surroundings: { world: {}, module: { ca: { pem: testCa.pem }, identity: 'none' } },
  });
  expect(loadSurroundings(text, 'a.yaml')).toMatchObject({
    ok: false,
    problems: [{ file: 'a.yaml', line: 1, column: 15, code: 'SCN_FILE' }],
  });
});
