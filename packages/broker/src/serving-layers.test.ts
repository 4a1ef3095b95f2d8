import { expect, test } from 'vitest';
import { ServingLayers } from './serving-layers.ts';
import { identities } from './testing/identities.ts';
import type { TlsServing } from './tls-serving.ts';

const tls = { identities: [identities.server], revoked: false };
const websocket = { path: '/mqtt' };

function layers(): ServingLayers {
  return new ServingLayers({ port: 8084, tls, websocket });
}

const records = (bytes: number) => ({
  tls: (serving: TlsServing) => ({ ...serving, recordBytesMax: bytes }),
});
const revoked = { tls: (serving: TlsServing) => ({ ...serving, revoked: true }) };

test('each layer sees what those before it have left, and takes only its own away', () => {
  const serving = layers();
  const undo = serving.lay(records(512), 'a');
  const undoLater = serving.lay(
    { tls: (before) => ({ ...before, recordBytesMax: (before.recordBytesMax ?? 600) + 1 }) },
    'b',
  );
  expect(serving.now.tls).toEqual({ ...tls, recordBytesMax: 513 });
  const undoLast = serving.lay(revoked, 'c');
  undo();
  undoLast();
  expect(serving.now.tls).toEqual({ ...tls, recordBytesMax: 601 });
  undoLater();
  expect(serving.now).toEqual({ port: 8084, tls, websocket });
});

test('a layer of the same name replaces the older one, whose end means nothing any more', () => {
  const serving = layers();
  const undoOlder = serving.lay(revoked, 'a');
  const undo = serving.lay(records(512), 'a');
  undoOlder();
  expect(serving.now.tls).toEqual({ ...tls, recordBytesMax: 512 });
  undo();
  undo();
  expect(serving.now.tls).toEqual(tls);
});

test('what is told later lies below, and stays when the layers are gone', () => {
  const serving = layers();
  const undo = serving.lay(records(512), 'a');
  serving.tell({ ...serving.below, tls: { ...tls, revoked: true, recordBytesMax: 600 } });
  expect(serving.now.tls).toEqual({ ...tls, revoked: true, recordBytesMax: 512 });
  undo();
  expect(serving.now.tls).toEqual({ ...tls, revoked: true, recordBytesMax: 600 });
});

test('what makes no sense changes nothing, from above or from below', () => {
  const serving = layers();
  const undo = serving.lay(revoked, 'a');
  expect(() => serving.lay(records(511), 'a')).toThrow('recordBytesMax');
  expect(() => serving.lay({ tls: () => ({ identities: [] }) }, 'b')).toThrow('no certificate');
  expect(() => serving.tell({ port: 0, tls })).toThrow('the port');
  expect(serving.now).toEqual({ port: 8084, tls: { ...tls, revoked: true }, websocket });
  undo();
  expect(serving.now).toEqual({ port: 8084, tls, websocket });
});

test('what the port does not speak is left alone', () => {
  const serving = new ServingLayers({ port: 1883 });
  serving.lay(revoked, 'a');
  serving.lay({ websocket: () => ({ path: '/other' }) }, 'b');
  expect(serving.now).toEqual({ port: 1883 });
});
