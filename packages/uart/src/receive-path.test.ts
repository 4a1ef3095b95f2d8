import { Kernel, valuesOf } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { bytesOf, LineRecorder } from './line-recorder.ts';
import { SerialLine } from './serial-line.ts';
import { uartFigures } from './uart-figures.ts';

/** Four frames of the module's clock. */
const idle = 4 * 86_750;

/** When byte number `count` of a host that started at 0 is complete. */
function hostEnd(count: number): number {
  return Math.round((count * 10 * 1_000_000_000) / 115_200);
}

describe('what the host sends at 115,200 baud', () => {
  test('is read four frames after its last byte', async () => {
    const recorder = new LineRecorder();
    recorder.line.host.write(bytesOf('AT\r\n'));
    expect(recorder.line.host.sentAt).toBe(347_222);
    await recorder.settle();
    expect(recorder.atModule).toEqual([[347_222 + 347_000, 'AT\r\n']]);
    expect(recorder.bursts('uart.rx')).toEqual([[0, 347_222, 'AT\r\n']]);
  });

  test('takes one event to be read, however long it is within a node', async () => {
    const recorder = new LineRecorder();
    recorder.line.host.write(new Uint8Array(250));
    expect(await recorder.settle()).toBe(1);
  });

  test('keeps the nominal rate without an error that adds up', async () => {
    const recorder = new LineRecorder();
    for (let count = 0; count < 9000; count += 1) recorder.line.host.write(new Uint8Array(1));
    // 9,000 frames of 10 bits at 115,200 baud are 781.25 ms exactly.
    expect(recorder.line.host.sentAt).toBe(781_250_000);
    await recorder.settle();
    expect(recorder.atModule.at(-1)?.[0]).toBe(781_250_000 + idle);
  });

  test('is read in one piece when the gap is shorter than four frames', async () => {
    const recorder = new LineRecorder();
    recorder.line.host.write(bytesOf('A'));
    recorder.kernel.at(hostEnd(1) + idle - 1, () => recorder.line.host.write(bytesOf('T')));
    await recorder.settle();
    expect(recorder.atModule).toEqual([[hostEnd(1) + idle - 1 + hostEnd(1) + idle, 'AT']]);
    expect(recorder.bursts('uart.rx')).toHaveLength(2);
  });

  test('is not read while a byte is in mid-frame that began in time', async () => {
    const recorder = new LineRecorder();
    const second = hostEnd(1) + idle - 1000;
    recorder.line.host.write(bytesOf('A'));
    recorder.kernel.at(second, () => recorder.line.host.write(bytesOf('T')));
    // Makes the receive path look when the idle time would have been over.
    recorder.kernel.at(hostEnd(1) + idle + 1000, () => recorder.line.module.resumeReading());
    await recorder.settle();
    expect(recorder.atModule).toEqual([[second + hostEnd(1) + idle, 'AT']]);
  });

  test.each([
    ['', false],
    [', accounted for in between', true],
  ])('is read in two pieces when the gap is four frames%s', async (_when, looked) => {
    const recorder = new LineRecorder();
    const second = hostEnd(1) + idle;
    // Set first, so it comes before the end of the idle time at the same instant.
    recorder.kernel.at(second, () => recorder.line.host.write(bytesOf('T')));
    recorder.kernel.at(second - 1, () => {
      if (looked) recorder.line.module.configure({});
    });
    recorder.line.host.write(bytesOf('A'));
    await recorder.settle();
    expect(recorder.atModule).toEqual([
      [second, 'A'],
      [second + hostEnd(1) + idle, 'T'],
    ]);
  });

  test('goes on behind what is still being sent', async () => {
    const recorder = new LineRecorder();
    recorder.line.host.write(bytesOf('AT+'));
    await recorder.kernel.run(100_000);
    recorder.line.host.write(bytesOf('RST\r\n'));
    await recorder.settle();
    expect(recorder.atModule).toEqual([[hostEnd(8) + idle, 'AT+RST\r\n']]);
    expect(recorder.bursts('uart.rx')).toEqual([[0, hostEnd(8), 'AT+RST\r\n']]);
  });

  test('is read at each completed node of 256 bytes, at once', async () => {
    const recorder = new LineRecorder();
    recorder.line.host.write(new Uint8Array(600));
    await recorder.settle();
    expect(recorder.atModule.map(([at, text]) => [at, text.length])).toEqual([
      [hostEnd(256), 256],
      [hostEnd(512), 256],
      [hostEnd(600) + idle, 88],
    ]);
  });

  test('completes a node only when the FIFO reaches its trigger level', async () => {
    const recorder = new LineRecorder();
    recorder.line.host.write(new Uint8Array(250));
    await recorder.settle();
    const start = recorder.kernel.now;
    recorder.line.host.write(new Uint8Array(30));
    await recorder.settle();
    // Six bytes are missing in the node; the FIFO is emptied at its sixteenth.
    expect(recorder.atModule.slice(1).map(([at, text]) => [at - start, text.length])).toEqual([
      [hostEnd(16), 6],
      [hostEnd(30) + idle, 24],
    ]);
  });

  test('is read once when it ends with a node', async () => {
    const recorder = new LineRecorder();
    recorder.line.host.write(new Uint8Array(512));
    expect(await recorder.settle()).toBe(2);
    expect(recorder.atModule).toHaveLength(2);
  });

  test('does not disturb what the module sends at the same time', async () => {
    const alone = new LineRecorder();
    alone.line.module.write(bytesOf('OK\r\nbusy ...\r\n'), () => {});
    await alone.settle();
    const both = new LineRecorder();
    both.line.host.write(bytesOf('AT\r\nAT\r\n'));
    both.line.module.write(bytesOf('OK\r\nbusy ...\r\n'), () => {});
    await both.settle();
    expect(both.atHost).toEqual(alone.atHost);
    expect(both.atModule).toEqual([[hostEnd(8) + idle, 'AT\r\nAT\r\n']]);
  });

  test('can be answered from inside the reader, and that from inside the receiver', async () => {
    const { kernel, line, atModule } = new LineRecorder();
    const heard: [number, number][] = [];
    line.module.onReceive((bytes) => {
      atModule.push([kernel.now, `${bytes.length}`]);
      line.module.write(bytesOf('OK\r\n'), () => {});
    });
    line.host.onReceive((bytes, at) => {
      heard.push([at, bytes.length]);
      if (heard.length < 3) line.host.write(bytesOf('AT\r\n'));
    });
    line.host.write(bytesOf('AT\r\n'));
    await kernel.run(1_000_000_000);
    const round = hostEnd(4) + idle + 4 * 86_750;
    expect(heard).toEqual([
      [round, 4],
      [2 * round, 4],
      [3 * round, 4],
    ]);
  });
});

describe('a reader that is held up', () => {
  test('gets everything at once when it reads again', async () => {
    const recorder = new LineRecorder();
    recorder.line.module.pauseReading();
    recorder.line.host.write(new Uint8Array(300));
    expect(await recorder.settle()).toBe(1);
    recorder.line.host.write(new Uint8Array(400));
    await recorder.settle();
    expect(recorder.atModule).toEqual([]);
    recorder.line.module.resumeReading();
    const { now } = recorder.kernel;
    await recorder.settle();
    expect(recorder.atModule.map(([at, text]) => [at, text.length])).toEqual([[now, 700]]);
  });

  test('is not called from inside resumeReading, nor after a new pause', async () => {
    const recorder = new LineRecorder();
    recorder.line.module.pauseReading();
    recorder.line.host.write(bytesOf('AT\r\n'));
    await recorder.settle();
    recorder.line.module.resumeReading();
    expect(recorder.atModule).toEqual([]);
    recorder.line.module.pauseReading();
    expect(await recorder.settle()).toBe(0);
    expect(recorder.atModule).toEqual([]);
    recorder.line.module.resumeReading();
    await recorder.settle();
    expect(recorder.atModule.map(([, text]) => text)).toEqual(['AT\r\n']);
  });

  test('may pause and go on from inside a call', async () => {
    const { kernel, line } = new LineRecorder();
    const lengths: number[] = [];
    line.module.onReceive((bytes) => {
      lengths.push(bytes.length);
      line.module.pauseReading();
      if (lengths.length === 1) line.module.resumeReading();
    });
    line.host.write(new Uint8Array(1000));
    await kernel.run(1_000_000_000);
    expect(lengths).toEqual([256, 256]);
    line.module.resumeReading();
    await kernel.run(2_000_000_000);
    expect(lengths).toEqual([256, 256, 488]);
  });

  test('waits for the end of a burst that is under way when it reads again', async () => {
    const recorder = new LineRecorder();
    recorder.line.module.pauseReading();
    recorder.line.host.write(new Uint8Array(100));
    await recorder.kernel.run(hostEnd(50));
    recorder.line.module.resumeReading();
    await recorder.settle();
    expect(recorder.atModule.map(([at, text]) => [at, text.length])).toEqual([
      [hostEnd(100) + idle, 100],
    ]);
  });

  test('finds nothing lost of exactly 1,056 unread bytes', async () => {
    const recorder = new LineRecorder();
    recorder.line.module.pauseReading();
    recorder.line.host.write(new Uint8Array(1056));
    await recorder.settle();
    expect(recorder.bursts('uart.overrun')).toEqual([]);
    recorder.line.module.resumeReading();
    await recorder.settle();
    // The ring first; its nodes are free then, and the FIFO is emptied into them.
    expect(recorder.atModule.map(([, text]) => text.length)).toEqual([1024, 32]);
  });

  test('finds byte 1,057 and all behind it lost', async () => {
    const recorder = new LineRecorder();
    recorder.line.module.pauseReading();
    recorder.line.host.write(bytesOf('a'.repeat(1056) + 'bcd'));
    await recorder.settle();
    expect(recorder.bursts('uart.overrun')).toEqual([[hostEnd(1057), hostEnd(1059), 'bcd']]);
    expect(recorder.bursts('uart.rx')).toEqual([[0, hostEnd(1056), 'a'.repeat(1056)]]);
    recorder.line.module.resumeReading();
    recorder.line.host.write(bytesOf('e'));
    await recorder.settle();
    const text = recorder.atModule.map(([, chunk]) => chunk).join('');
    expect(text).toBe(`${'a'.repeat(1056)}e`);
  });

  test('loses what came before it read again, not what comes after', async () => {
    const recorder = new LineRecorder();
    recorder.line.module.pauseReading();
    recorder.line.host.write(bytesOf('a'.repeat(1056) + 'b'.repeat(10) + 'c'.repeat(10)));
    recorder.kernel.at(hostEnd(1066), () => recorder.line.module.resumeReading());
    await recorder.settle();
    expect(recorder.bursts('uart.overrun')).toEqual([
      [hostEnd(1057), hostEnd(1066), 'b'.repeat(10)],
    ]);
    const text = recorder.atModule.map(([, chunk]) => chunk).join('');
    expect(text).toBe('a'.repeat(1056) + 'c'.repeat(10));
  });

  test('gets what an idle time left in the FIFO, though the line is busy again', async () => {
    const recorder = new LineRecorder();
    recorder.line.module.pauseReading();
    recorder.line.host.write(new Uint8Array(1029));
    await recorder.settle();
    const start = recorder.kernel.now;
    recorder.line.host.write(new Uint8Array(2));
    recorder.kernel.at(start + 100_000, () => recorder.line.module.resumeReading());
    await recorder.settle();
    expect(recorder.atModule.map(([at, text]) => [at - start, text.length])).toEqual([
      [100_000, 1024],
      // The first byte of the new burst came to it meanwhile.
      [100_000, 6],
      [hostEnd(2) + idle, 1],
    ]);
  });

  test('has that much less room as it has read of a node it has not finished', async () => {
    // A node takes bytes again only when it was read to its end (SDK wm_drv_ops_uart.c).
    const recorder = new LineRecorder();
    recorder.line.host.write(new Uint8Array(100));
    await recorder.settle();
    recorder.line.module.pauseReading();
    recorder.line.host.write(new Uint8Array(957));
    await recorder.settle();
    expect(recorder.bursts('uart.overrun')).toHaveLength(1);
    expect(recorder.bursts('uart.rx').at(-1)?.[2]).toHaveLength(956);
  });

  test('keeps what comes before there is a reader', async () => {
    const kernel = new Kernel({ seed: 1 });
    const line = new SerialLine(kernel, valuesOf(uartFigures));
    line.module.power(true);
    line.host.write(bytesOf('early'));
    await kernel.run(10_000_000);
    const lengths: number[] = [];
    line.module.onReceive((bytes) => lengths.push(bytes.length));
    await kernel.run(20_000_000);
    expect(lengths).toEqual([5]);
  });
});

describe('a module without power', () => {
  test('hears nothing, and nothing is left to do', async () => {
    const recorder = new LineRecorder();
    recorder.line.module.power(false);
    recorder.line.host.write(bytesOf('AT\r\n'));
    expect(await recorder.settle()).toBe(0);
    recorder.line.module.power(true);
    await recorder.settle();
    expect(recorder.atModule).toEqual([]);
    expect(recorder.records).toEqual([]);
  });

  test('forgets what it had not read', async () => {
    const recorder = new LineRecorder();
    recorder.line.host.write(bytesOf('AT'));
    await recorder.kernel.run(hostEnd(2) + idle - 1);
    recorder.line.module.power(false);
    recorder.line.module.power(true);
    recorder.line.host.write(bytesOf('xy'));
    await recorder.settle();
    expect(recorder.atModule.map(([, text]) => text)).toEqual(['xy']);
    expect(recorder.bursts('uart.rx')[0]).toEqual([0, hostEnd(2), 'AT']);
  });

  test('hears the rest of a burst from the first byte that begins after power-on', async () => {
    const recorder = new LineRecorder();
    recorder.line.module.power(false);
    recorder.line.host.write(bytesOf('abcdef'));
    recorder.kernel.at(hostEnd(2) + 10, () => recorder.line.module.power(true));
    await recorder.settle();
    expect(recorder.atModule).toEqual([[hostEnd(6) + idle, 'def']]);
  });

  test('hears a byte in full that begins at the instant of power-on', async () => {
    const recorder = new LineRecorder();
    recorder.line.module.power(false);
    recorder.line.host.write(bytesOf('abc'));
    recorder.kernel.at(hostEnd(2), () => recorder.line.module.power(true));
    await recorder.settle();
    expect(recorder.atModule.map(([, text]) => text)).toEqual(['c']);
  });

  test('has an empty ring after power-on, however full it was, and reads', async () => {
    const recorder = new LineRecorder();
    recorder.line.module.pauseReading();
    recorder.line.host.write(new Uint8Array(1100));
    await recorder.settle();
    recorder.line.module.power(false);
    recorder.line.module.power(true);
    recorder.line.host.write(new Uint8Array(256));
    await recorder.settle();
    expect(recorder.atModule.map(([, text]) => text.length)).toEqual([256]);
  });
});
