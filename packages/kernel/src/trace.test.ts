import { describe, expect, test } from 'vitest';
import { defineTraceKind, Trace, type TraceRecord } from './trace.ts';

const sent = defineTraceKind<{ readonly bytes: number }>('line.sent', 'Bytes left');
const lost = defineTraceKind<{ readonly bytes: number }>('line.lost', 'Bytes were lost');

describe('Trace', () => {
  test('a listener of a kind sees that kind alone, with its instant', () => {
    let now = 3;
    const trace = new Trace(() => now);
    const seen: unknown[] = [];
    trace.on(sent, (record) => seen.push(record));
    trace.emit(lost, { bytes: 1 });
    now = 4;
    trace.emit(sent, { bytes: 2 });
    expect(seen).toEqual([{ at: 4, kind: 'line.sent', data: { bytes: 2 } }]);
  });

  test('nobody wants a kind before somebody listens and after all have left', () => {
    const trace = new Trace(() => 0);
    expect(trace.wants(sent)).toBe(false);
    const leave = trace.on(sent, () => {});
    expect([trace.wants(sent), trace.wants(lost)]).toEqual([true, false]);
    leave();
    expect(trace.wants(sent)).toBe(false);
    const leaveAll = trace.onAny(() => {});
    expect(trace.wants(lost)).toBe(true);
    leaveAll();
    expect(trace.wants(lost)).toBe(false);
  });

  test('two listeners of one kind both hear, and leave one by one', () => {
    const trace = new Trace(() => 0);
    const seen: string[] = [];
    const leave = trace.on(sent, () => seen.push('a'));
    trace.on(sent, () => seen.push('b'));
    trace.emit(sent, { bytes: 1 });
    leave();
    trace.emit(sent, { bytes: 1 });
    expect(seen).toEqual(['a', 'b', 'b']);
  });

  test('a listener of everything sees records in the order they were made', () => {
    const trace = new Trace(() => 0);
    const kinds: string[] = [];
    trace.onAny(({ kind }: TraceRecord) => kinds.push(kind));
    trace.emit(sent, { bytes: 1 });
    trace.emit(lost, { bytes: 1 });
    expect(kinds).toEqual(['line.sent', 'line.lost']);
  });
});
