import { expect, test } from 'vitest';
import { MemoryNvStore } from './memory-nv-store.ts';

test('a value is kept until it is overwritten or everything is erased', () => {
  const store = new MemoryNvStore();
  expect(store.read('a')).toBeUndefined();
  store.write('a', '1');
  store.write('b', '');
  store.write('a', '2');
  expect([store.read('a'), store.read('b')]).toEqual(['2', '']);
  store.erase();
  expect(store.read('a')).toBeUndefined();
});
