import { Kernel, millisecond, second } from '@w800/kernel';
import { Door, TargetPort, type TargetLink, type TargetReader } from '@w800/live';
import { serialDefaults } from '@w800/ports';
import { describe, expect, test } from 'vitest';
import { latin1, latin1Bytes } from './show-bytes.ts';
import { TargetStart } from './target-start.ts';

/** A module in virtual time that gives each line its answer, and what it has answered. */
class Desk {
  readonly kernel = new Kernel({ seed: 1 });
  readonly door = new Door(this.kernel);
  readonly answered: string[] = [];
  readonly port: TargetPort;
  private reader: TargetReader | undefined;

  constructor(answer: (line: string) => string) {
    const link: TargetLink = {
      name: 'tcp:a:1',
      settable: false,
      settings: serialDefaults,
      lost: undefined,
      write: (bytes) => {
        for (const line of latin1(bytes)
          .split('\r\n')
          .filter((text) => text !== '')) {
          this.say(100, answer(line), () => this.answered.push(line));
        }
      },
      configure() {},
      read: (reader) => {
        this.reader = reader;
      },
      close: () => Promise.resolve(),
    };
    this.port = new TargetPort({ kernel: this.kernel, door: this.door, link });
  }

  say(afterMs: number, text: string, then = () => {}): void {
    this.kernel.after(afterMs * millisecond, () => {
      if (text === '') return;
      then();
      this.reader?.data(latin1Bytes(text));
    });
  }

  async restart(): Promise<void> {
    const { kernel, door, port } = this;
    await new TargetStart({
      name: 'tcp:a:1',
      port,
      now: () => kernel.now,
      patienceNs: 3 * second,
      restart: 'AT+RST',
      run: async (until, stop) => {
        for (;;) {
          const next = Math.min(until, kernel.now + millisecond);
          if ((await kernel.run(next, stop)) === 'stopped') return 'stopped';
          while (door.admit()) {
            if ((await kernel.run(kernel.now, stop)) === 'stopped') return 'stopped';
          }
          if (kernel.now >= until) return 'deadline';
        }
      },
    }).restart();
  }
}

const ok = '\r\nOK\r\n';

describe('a module that is to be restarted', () => {
  test('is not taken to have answered by what it says to somebody before', async () => {
    const desk = new Desk(() => ok);
    desk.say(10, ok);
    desk.say(45, ok);
    await desk.restart();
    expect(desk.answered).toEqual(['AT', 'AT+RST']);
  });

  test('is asked again while it is busy, and has its OK in time', async () => {
    let lines = 0;
    const desk = new Desk(() => ((lines += 1) < 4 ? '\r\nbusy ...\r\n' : ok));
    await desk.restart();
    expect(desk.answered).toEqual(['AT', 'AT', 'AT', 'AT', 'AT+RST']);
  });

  test('leaves what it said behind its OK to whoever reads next', async () => {
    const desk = new Desk((line) => (line === 'AT+RST' ? `${ok}ready\r\n` : ok));
    await desk.restart();
    let heard = '';
    desk.port.onReceive((bytes) => {
      heard += latin1(bytes);
    });
    await desk.kernel.runFor(second);
    expect(heard).toBe('ready\r\n');
  });

  test('that refuses the command is given up, in words', async () => {
    const desk = new Desk((line) => (line === 'AT' ? ok : '\r\nERROR\r\n'));
    await expect(desk.restart()).rejects.toMatchObject({
      code: 'LIVE_TARGET_SILENT',
      message: expect.stringContaining('it does not take AT+RST; what came was') as string,
      fix: 'Is this a W800 with AT firmware, and free for commands?',
    });
  });
});
