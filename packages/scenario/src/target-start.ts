import { millisecond, second, type Instant, type RunOutcome } from '@w800/kernel';
import { LiveError, type TargetPort } from '@w800/live';
import { latin1, latin1Bytes, showBytes } from './show-bytes.ts';

export interface TargetStartOptions {
  readonly name: string;
  readonly port: TargetPort;
  readonly now: () => Instant;
  readonly run: (until: Instant, stop: () => boolean) => Promise<RunOutcome>;
  /** How long the module may take to answer at all. */
  readonly patienceNs: number;
  readonly restart: 'AT+RST' | 'AT+RESTORE';
}

const firstAttemptNs = 200 * millisecond;
const attemptNs = second;
const quietNs = 50 * millisecond;
/** No command asks for more data than this. */
const payloadBytesMax = 5760;
const shownMax = 60;
const okEnd = /(?:^|\r\n)OK\r\n/;

/**
 * Brings a module, whatever state somebody left it in, to where it has taken
 * the command to restart. What it says behind that `OK` is left to be read.
 */
export class TargetStart {
  private readonly options: TargetStartOptions;
  private heard = '';
  private everything = '';
  private heardBytes = 0;

  constructor(options: TargetStartOptions) {
    this.options = options;
  }

  /**
   * Types `AT` until there is an `OK`, for the module may be busy or in the
   * middle of a line, and then the command to restart.
   * @throws LiveError LIVE_TARGET_SILENT
   */
  async restart(): Promise<void> {
    const { port, now, patienceNs, restart } = this.options;
    const until = now() + patienceNs;
    port.onReceive((bytes) => {
      this.heard += latin1(bytes);
      this.heardBytes += bytes.length;
      this.everything = (this.everything + latin1(bytes)).slice(-shownMax * 4);
    });
    let refused = 'it does not answer AT';
    for (let attempt = 1; ; attempt += 1) {
      await this.hearOut();
      // Somebody may have left a payload unfinished: a module that waits for one says nothing.
      if (attempt === 4 && this.heard === '') port.write(filler);
      const withinNs = Math.min(attempt * firstAttemptNs, attemptNs);
      if ((await this.ask('\r\nAT\r\n', withinNs)) !== undefined) {
        const rest = await this.ask(`${restart}\r\n`, attemptNs);
        if (rest !== undefined) {
          port.giveBack(latin1Bytes(rest));
          return;
        }
        refused = `it does not take ${restart}`;
      }
      if (now() >= until) throw this.silent(refused);
    }
  }

  /** Waits until nothing has come for a moment: what comes then is an answer. */
  private async hearOut(): Promise<void> {
    const { run, now } = this.options;
    for (let length = -1, turns = 0; length !== this.heardBytes && turns < 10; turns += 1) {
      length = this.heardBytes;
      await run(now() + quietNs, () => false);
    }
  }

  /** Types something; what was said behind the `OK` that follows, or undefined if none came. */
  private async ask(text: string, withinNs: number): Promise<string | undefined> {
    const { port, run, now } = this.options;
    this.heard = '';
    port.write(latin1Bytes(text));
    let found: RegExpExecArray | null = null;
    await run(now() + withinNs, () => {
      found ??= okEnd.exec(this.heard);
      return found !== null;
    });
    const match = okEnd.exec(this.heard);
    return match === null ? undefined : this.heard.slice(match.index + match[0].length);
  }

  private silent(what: string): LiveError {
    const { name, port } = this.options;
    const { baud } = port.settings;
    const tail = this.everything.slice(-shownMax);
    const came = showBytes(latin1Bytes(tail));
    if (came === '') {
      const fix =
        `Is this the port of the module, has it power, are TX and RX crossed, and is ${baud} ` +
        'its baud rate? Another program may hold its port.';
      return new LiveError('LIVE_TARGET_SILENT', `${name}: ${what}, nothing came at all`, fix);
    }
    const readable = tail.replace(/[^\r\n\x20-\x7e]/g, '').length;
    const fix =
      readable * 4 >= tail.length * 3
        ? 'Is this a W800 with AT firmware, and free for commands?'
        : `The baud rate is probably another one than ${baud}: write serial:PATH@BAUD.`;
    return new LiveError('LIVE_TARGET_SILENT', `${name}: ${what}; what came was "${came}"`, fix);
  }
}

const filler = latin1Bytes('x'.repeat(payloadBytesMax));
