import { second, type Alarm, type Duration, type Instant, type Kernel } from '@w800/kernel';
import type { SerialPort, SerialSettings } from '@w800/ports';
import type { Door } from '../door.ts';
import type { DoorRecord } from '../trace-kinds.ts';
import { facing, lineSettings } from './line-settings.ts';
import type { ModemLines } from './serial-client.ts';

/** What the host's end of the line needs to know of the module's. */
export interface FollowedEnd {
  readonly settings: SerialSettings;
  readonly sentAt: Instant;
  onConfigure(told: () => void): void;
}

export interface LineInputOptions {
  readonly kernel: Kernel;
  readonly door: Door;
  /** The host's end of the line. */
  readonly line: SerialPort;
  /** Whose settings the host's end follows until a client sets it. Absent: it stays as it is. */
  readonly module?: FollowedEnd;
}

const from = 'serial';
/** How much the line has to do when the next piece comes: enough that there is no gap. */
const aheadNs: Duration = second / 2;
const waitingBytesMax = 64 * 1024;
/** How much is taken in from a client to find out whether it is still there. */
const lookAheadBytesMax = 16 * 1024 * 1024;

/**
 * What clients want of the host's end of the line, on its way in: through the
 * door, and no faster than the line takes it. Only what the door says is done
 * to the line, so a replay does the same with the same records.
 */
export class LineInput {
  private readonly options: LineInputOptions;
  private waiting: Uint8Array[] = [];
  private waitingBytes = 0;
  private limitBytes = waitingBytesMax;
  private atDoor = false;
  private alarm: Alarm | undefined;
  private follows = true;
  private roomWanted: (() => void) | undefined;

  constructor(options: LineInputOptions) {
    this.options = options;
    options.door.read(from, (record) => this.read(record));
    options.module?.onConfigure(() => this.follow());
    this.follow();
  }

  get full(): boolean {
    return this.waitingBytes >= this.limitBytes;
  }

  /** Sets what is called once, inside the kernel or at once, when it is not full. */
  onRoom(resume: (() => void) | undefined): void {
    this.roomWanted = resume;
    this.offerRoom();
  }

  /** Takes in more than is sensible, until everything is dropped. */
  lookAhead(): void {
    this.limitBytes = lookAheadBytesMax;
    this.offerRoom();
  }

  write(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.waiting.push(bytes);
    this.waitingBytes += bytes.length;
    this.feed();
  }

  /** Forgets what has not come to the door yet. */
  drop(): void {
    this.waiting = [];
    this.waitingBytes = 0;
    this.limitBytes = waitingBytesMax;
    this.alarm?.cancel();
    this.alarm = undefined;
    this.offerRoom();
  }

  /** Has something other than data happen to the line. */
  enter(what: string, word?: string): void {
    this.options.door.enter(word === undefined ? { from, what } : { from, what, word });
  }

  private read({ what, bytes, word }: DoorRecord): void {
    const { line } = this.options;
    if (what === 'data' && bytes !== undefined) {
      line.write(bytes);
      this.atDoor = false;
      this.goOn();
      this.offerRoom();
    } else if (what === 'settings' && word !== undefined) {
      this.follows = false;
      line.configure(lineSettings(line.settings, JSON.parse(word) as Record<string, unknown>));
    } else if (what === 'purge') line.discard?.();
    else if (what === 'break') line.breakSignal?.(word === 'on');
    else if (what === 'lines' && word !== undefined) {
      // The module's CTS is wired to the RTS of the client.
      const { rts } = JSON.parse(word) as ModemLines;
      if (rts !== undefined) line.clearToSend?.(rts);
    } else if (what === 'detached') {
      line.breakSignal?.(false);
      line.clearToSend?.(true);
      this.follows = true;
      this.follow();
    }
  }

  private follow(): void {
    const { line, module } = this.options;
    if (this.follows && module !== undefined) line.configure(facing(module.settings));
  }

  /** Hands the door as much as the line has room for; one piece at a time. */
  private feed(): void {
    if (this.atDoor || this.alarm !== undefined || this.waitingBytes === 0) return;
    this.atDoor = true;
    this.options.door.enter({ from, what: 'data', bytes: this.take() });
  }

  /** The next piece, when the line has not enough to do any more. */
  private goOn(): void {
    const { kernel, line } = this.options;
    if (this.waitingBytes === 0) return;
    const at = line.sentAt - aheadNs;
    if (at <= kernel.now) this.feed();
    else {
      this.alarm = kernel.at(at, () => {
        this.alarm = undefined;
        this.feed();
      });
    }
  }

  /** As many bytes as keep the line busy for `aheadNs`. */
  private take(): Uint8Array {
    const { baud } = this.options.line.settings;
    const most = Math.max(1, Math.floor((baud * aheadNs) / (10 * second)));
    const [first = new Uint8Array(0)] = this.waiting;
    // A copy: what comes from a socket is part of something larger.
    const bytes = new Uint8Array(first.subarray(0, most));
    if (bytes.length === first.length) this.waiting.shift();
    else this.waiting[0] = first.subarray(most);
    this.waitingBytes -= bytes.length;
    return bytes;
  }

  private offerRoom(): void {
    if (this.full || this.roomWanted === undefined) return;
    const resume = this.roomWanted;
    this.roomWanted = undefined;
    resume();
  }
}
