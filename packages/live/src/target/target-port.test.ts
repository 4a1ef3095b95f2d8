import { Kernel, second, type TraceRecord } from '@w800/kernel';
import { serialDefaults, type SerialSettings } from '@w800/ports';
import { describe, expect, test } from 'vitest';
import { Door } from '../door.ts';
import { liveDoor, type DoorRecord } from '../trace-kinds.ts';
import { LinkEnds } from './link-ends.ts';
import type { TargetLink } from './target-link.ts';
import { TargetPort } from './target-port.ts';

function desk() {
  const kernel = new Kernel({ seed: 1 });
  const door = new Door(kernel);
  const ends = new LinkEnds('tcp:a:1');
  const typed: string[] = [];
  const set: SerialSettings[] = [];
  const link: TargetLink = {
    name: 'tcp:a:1',
    settable: true,
    settings: serialDefaults,
    get lost() {
      return ends.lost;
    },
    write: (bytes) => void typed.push(Buffer.from(bytes).toString('latin1')),
    configure: (settings) => void set.push(settings),
    read: (reader) => ends.read(reader),
    close: async () => ends.close(),
  };
  const port = new TargetPort({ kernel, door, link });
  const heard: [string, number][] = [];
  port.onReceive((bytes, at) => heard.push([Buffer.from(bytes).toString('latin1'), at]));
  return { kernel, door, ends, typed, set, port, heard };
}

describe('the port of a module outside', () => {
  test('lets its bytes in through the door, traced, at the instant it is inside', async () => {
    const { kernel, door, ends, heard } = desk();
    const records: DoorRecord[] = [];
    kernel.trace.on(liveDoor, ({ data }: TraceRecord<DoorRecord>) => records.push(data));
    const buffer = Uint8Array.of(0x41, 0x42);
    ends.data(buffer);
    buffer.fill(0);
    expect(heard).toEqual([]);
    await kernel.run(3 * second);
    door.admit();
    await kernel.run(4 * second);
    expect(heard).toEqual([['AB', 3 * second]]);
    expect(records).toEqual([{ from: 'target', what: 'data', bytes: Uint8Array.of(0x41, 0x42) }]);
  });

  test('is lost behind the last byte that came', async () => {
    const { kernel, door, ends, heard, port } = desk();
    ends.data(Uint8Array.of(0x41));
    ends.lose('unplugged');
    ends.lose('and again');
    expect(door.waiting).toBe(2);
    while (door.admit()) {
      expect(port.lost).toBeUndefined();
      await kernel.run(kernel.now + 1);
    }
    expect(heard.length).toBe(1);
    expect(port.lost?.message).toContain('tcp:a:1 is gone: unplugged');
  });

  test('types and sets what the run says, and lets go of the link at its end', async () => {
    const { kernel, door, ends, typed, set, port, heard } = desk();
    await kernel.run(second);
    expect(port.sentAt).toBe(0);
    port.write(Uint8Array.of(0x41));
    port.configure({ baud: 9600 });
    expect([typed, set, port.sentAt]).toEqual([['A'], [{ ...serialDefaults, baud: 9600 }], second]);
    port.giveBack(Uint8Array.of(0x42));
    await kernel.run(2 * second);
    expect(heard).toEqual([['B', second]]);
    port.close();
    ends.data(Uint8Array.of(0x43));
    expect(door.waiting).toBe(0);
  });
});
