import { serialDefaults, type SerialSettings } from '@w800/ports';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineSettings } from '../line-settings.ts';
import type { Attachment } from '../serial-client.ts';
import { ComPortSession } from './com-port-session.ts';

/** A session on a line that does what a line can do, with all that was asked of it in words. */
function session() {
  const answers: number[][] = [];
  const log: string[] = [];
  let settings: SerialSettings = serialDefaults;
  const attachment: Attachment = {
    role: 'writer',
    full: false,
    get settings() {
      return settings;
    },
    configure(wanted) {
      settings = lineSettings(settings, { ...wanted });
      return settings;
    },
    write: () => {},
    onRoom: () => {},
    lookAhead: () => {},
    detach: () => {},
    purge: () => log.push('purge output'),
    breakSignal: (on) => log.push(`break ${on}`),
    modemLines: (lines) => log.push(JSON.stringify(lines)),
  };
  const port = new ComPortSession({
    attachment,
    send: (bytes) => answers.push([...bytes]),
    purgeInput: () => log.push('purge input'),
    suspend: (on) => log.push(`suspend ${on}`),
  });
  return {
    port,
    answers,
    log,
    settings: () => settings,
    ask: (...request: number[]): number[] | undefined => {
      port.receive(Uint8Array.from(request));
      return answers.pop();
    },
  };
}

describe('an RFC 2217 port', () => {
  test('sets the rate in four bytes; 0 asks, and what cannot be is answered with what is', () => {
    const { ask, settings } = session();
    expect(ask(1, 0, 0, 0, 0)).toEqual([101, 0, 1, 0xc2, 0]);
    expect(ask(1, 0, 0, 0x25, 0x80)).toEqual([101, 0, 0, 0x25, 0x80]);
    expect(settings().baud).toBe(9600);
    expect(ask(1, 255, 255, 255, 255)).toEqual([101, 0, 0, 0x25, 0x80]);
    expect(ask(1, 0, 0, 0, 1)).toEqual([101, 0, 0, 0x25, 0x80]);
  });

  test.each([
    ['data bits', 2, 0, 8],
    ['data bits', 2, 5, 5],
    ['data bits', 2, 7, 7],
    ['data bits', 2, 9, 8],
    ['no parity', 3, 1, 1],
    ['parity asked', 3, 0, 1],
    ['odd', 3, 2, 2],
    ['even', 3, 3, 3],
    ['mark', 3, 4, 1],
    ['space', 3, 5, 1],
    ['parity 255', 3, 255, 1],
    ['one stop bit', 4, 1, 1],
    ['two', 4, 2, 2],
    ['one and a half', 4, 3, 1],
    ['stop bits asked', 4, 0, 1],
  ])('%s: request %i of %i is answered %i', (_what, code, value, answer) => {
    const { ask } = session();
    expect(ask(code, value)).toEqual([code + 100, answer]);
  });

  test('answers with what was set before when the next cannot be', () => {
    const { ask } = session();
    ask(3, 3);
    expect([ask(3, 4), ask(3, 0), ask(2, 6), ask(2, 1)]).toEqual([
      [103, 3],
      [103, 3],
      [102, 6],
      [102, 6],
    ]);
  });

  test('controls flow both ways and each way', () => {
    const { ask, settings } = session();
    const flow = (value: number): unknown => [ask(5, value)?.[1], settings().flowControl];
    expect([0, 3, 0, 13, 14, 0, 13, 16, 1, 16, 0, 13].map(flow)).toEqual([
      [1, 'none'],
      [3, 'rts/cts'],
      [3, 'rts/cts'],
      [16, 'rts/cts'],
      [14, 'cts'],
      [3, 'cts'],
      [14, 'cts'],
      [16, 'rts/cts'],
      [1, 'none'],
      [16, 'rts'],
      [1, 'rts'],
      [16, 'rts'],
    ]);
    // XON/XOFF and the other lines: there are none.
    expect([2, 17, 19, 15, 18].map((value) => ask(5, value)?.[1])).toEqual([1, 1, 1, 16, 16]);
  });

  test('breaks, and raises and lowers DTR and RTS', () => {
    const { ask, log } = session();
    const answers = [4, 5, 4, 6, 7, 9, 7, 8, 10, 12, 10, 11].map((value) => ask(5, value)?.[1]);
    expect(answers).toEqual([6, 5, 5, 6, 8, 9, 9, 8, 11, 12, 12, 11]);
    const lines = ['{"dtr":false}', '{"dtr":true}', '{"rts":false}', '{"rts":true}'];
    expect(log).toEqual(['break true', 'break false', ...lines]);
  });

  test('purges either way or both', () => {
    const { ask, log } = session();
    expect([1, 2, 3].map((which) => ask(12, which))).toEqual([
      [112, 1],
      [112, 2],
      [112, 3],
    ]);
    expect(log).toEqual(['purge input', 'purge output', 'purge input', 'purge output']);
    log.length = 0;
    expect(ask(12, 0)).toEqual([112, 0]);
    expect(log).toEqual([]);
  });

  test('is suspended and resumed without an answer', () => {
    const { ask, log } = session();
    expect([ask(8), ask(9)]).toEqual([undefined, undefined]);
    expect(log).toEqual(['suspend true', 'suspend false']);
  });

  test('tells its signature when it is asked, and takes that of the client', () => {
    const { ask } = session();
    expect(ask(0)).toEqual([100, ...Buffer.from('W800 Twin')]);
    expect(ask(0, 65, 66)).toBeUndefined();
  });

  test('tells the modem lines through their mask', () => {
    const { port, ask, answers } = session();
    expect(ask(7)).toEqual([107, 0b1011_0000]);
    expect(ask(11, 0b0001_0000)).toEqual([111, 0b0001_0000]);
    port.notifyModemState();
    expect(answers).toEqual([[107, 0b0001_0000]]);
  });

  test('tells of lost bytes when the mask wants it', () => {
    const { port, ask, answers } = session();
    port.notifyOverrun();
    expect(answers).toEqual([]);
    expect(ask(10, 2)).toEqual([110, 2]);
    port.notifyOverrun();
    expect(answers).toEqual([[106, 2]]);
    expect(ask(6)).toEqual([106, 0]);
  });

  test('takes any request whatever, and answers at most once', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 6 })), (requests) => {
        const { port, answers, settings } = session();
        for (const request of requests) {
          const before = answers.length;
          port.receive(request);
          expect(answers.length - before).toBeLessThanOrEqual(1);
        }
        expect(lineSettings(serialDefaults, { ...settings() })).toEqual(settings());
      }),
    );
  });

  test.each([
    [[]],
    [[5]],
    [[5, 20]],
    [[5, 255]],
    [[1, 0, 0]],
    [[1, 0, 0, 0, 0, 0]],
    [[13, 1]],
    [[99, 1]],
  ])('leaves %j unanswered', (request) => {
    expect(session().ask(...request)).toBeUndefined();
  });
});
