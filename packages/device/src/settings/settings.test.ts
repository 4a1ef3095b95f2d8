import { Kernel, TwinBug, valuesOf } from '@w800/kernel';
import { MemoryNvStore } from '@w800/ports';
import { describe, expect, test } from 'vitest';
import { integerCodec, textCodec } from './codec.ts';
import { defineSetting } from './define-setting.ts';
import { nvFigures } from './nv-figures.ts';
import { nvErase, nvWrite } from './nv-trace.ts';
import { Settings } from './settings.ts';

const level = defineSetting('test.level', 3, integerCodec);
const line = defineSetting('test.line', 'a', textCodec, { always: true });

function opened() {
  const kernel = new Kernel({ seed: 1 });
  const store = new MemoryNvStore();
  const writes: (readonly [string, string])[] = [];
  let erasures = 0;
  kernel.trace.on(nvWrite, ({ data }) => writes.push([data.key, data.value]));
  kernel.trace.on(nvErase, () => (erasures += 1));
  const settings = new Settings(kernel, store, valuesOf(nvFigures));
  return { store, writes, settings, erasures: () => erasures };
}

describe('settings', () => {
  test('are what they are declared to be until they are written', () => {
    const { settings, writes } = opened();
    expect(settings.read(level)).toBe(3);
    expect(settings.storeMode).toBe(1);
    expect(writes).toEqual([]);
  });

  test('CORE-28: in store mode 1 outlive a start, in store mode 0 do not', () => {
    const { settings, store } = opened();
    settings.write(level, 5);
    settings.storeMode = 0;
    settings.write(level, 7);
    expect(settings.read(level)).toBe(7);
    expect(store.read('test.level')).toBe('5');
    settings.load();
    expect(settings.read(level)).toBe(5);
  });

  test('CORE-28: the store mode itself is 1 after a start', () => {
    const { settings } = opened();
    settings.storeMode = 0;
    settings.load();
    expect(settings.storeMode).toBe(1);
  });

  test('that are always stored are stored in store mode 0 too', () => {
    const { settings, writes } = opened();
    settings.storeMode = 0;
    settings.write(line, 'b');
    settings.load();
    expect(settings.read(line)).toBe('b');
    expect(writes).toEqual([['test.line', 'b']]);
  });

  test('are written to flash only when that changes it', () => {
    const { settings, writes } = opened();
    // Flash holds nothing, and after this it would mean the same.
    settings.write(level, 3);
    expect(writes).toEqual([]);
    settings.write(level, 4);
    settings.write(level, 4);
    settings.load();
    settings.write(level, 4);
    expect(writes).toEqual([['test.level', '4']]);
    settings.write(level, 3);
    expect(writes).toHaveLength(2);
  });

  test('are written in store mode 1 though RAM has held the value since store mode 0', () => {
    const { settings, store } = opened();
    settings.storeMode = 0;
    settings.write(level, 9);
    settings.storeMode = 1;
    settings.write(level, 9);
    expect(store.read('test.level')).toBe('9');
  });

  test('CORE-29: erased, are the declared ones after the next start, not before', () => {
    const { settings, store, erasures } = opened();
    settings.write(level, 5);
    settings.write(line, 'b');
    settings.erase();
    expect(erasures()).toBe(1);
    expect([settings.read(level), settings.read(line)]).toEqual([5, 'b']);
    settings.load();
    expect([settings.read(level), settings.read(line)]).toEqual([3, 'a']);
    expect(store.read('test.level')).toBeUndefined();
  });

  test('whose stored text is none of theirs are the declared ones', () => {
    const { settings, store } = opened();
    store.write('test.level', 'loud');
    expect(settings.read(level)).toBe(3);
  });

  test('fit into the flash: a key of 15 characters does, one of 16 is our fault', () => {
    const { settings, writes } = opened();
    settings.write(defineSetting('123456789012345', 0, integerCodec), 1);
    expect(writes).toHaveLength(1);
    const tooLong = defineSetting('1234567890123456', 0, integerCodec);
    expect(() => settings.write(tooLong, 1)).toThrow(TwinBug);
    settings.write(line, 'x'.repeat(4031));
    expect(() => settings.write(line, 'x'.repeat(4032))).toThrow(TwinBug);
  });
});
