import type { Instant, Kernel } from '@w800/kernel';
import type { SerialPort, SerialReceiver, SerialSettings } from '@w800/ports';
import type { Door } from '../door.ts';
import type { LiveError } from '../live-error.ts';
import type { TargetLink } from './target-link.ts';

export interface TargetPortOptions {
  readonly kernel: Kernel;
  readonly door: Door;
  readonly link: TargetLink;
}

/** A real module's serial port in one run: what it says comes in through the door. */
export class TargetPort implements SerialPort {
  private readonly kernel: Kernel;
  private readonly link: TargetLink;
  private receiver: SerialReceiver | undefined;
  private goneBy: LiveError | undefined;
  private writtenAt: Instant = 0;

  constructor({ kernel, door, link }: TargetPortOptions) {
    this.kernel = kernel;
    this.link = link;
    this.goneBy = link.lost;
    link.read({
      data: (bytes) =>
        door.enter({ from: 'target', what: 'data', bytes }, () => this.deliver(bytes)),
      lost: (error) =>
        door.enter({ from: 'target', what: 'lost', word: error.code }, () => {
          this.goneBy = error;
        }),
    });
  }

  /** Why nothing will come any more, once all that came before has been delivered. */
  get lost(): LiveError | undefined {
    return this.goneBy;
  }

  get settings(): SerialSettings {
    return this.link.settings;
  }

  /** When bytes really leave is not known; nothing is taken for sent later than it was. */
  get sentAt(): Instant {
    return this.writtenAt;
  }

  configure(settings: Partial<SerialSettings>): void {
    this.link.configure({ ...this.settings, ...settings });
  }

  write(bytes: Uint8Array): void {
    this.writtenAt = this.kernel.now;
    this.link.write(bytes);
  }

  onReceive(receiver: SerialReceiver): void {
    this.receiver = receiver;
  }

  /** Hands bytes that were taken, but are somebody else's, to the next receiver. */
  giveBack(bytes: Uint8Array): void {
    if (bytes.length > 0) this.kernel.after(0, () => this.deliver(bytes));
  }

  /** Lets go of the link, which stays open. */
  close(): void {
    this.receiver = undefined;
    this.link.read();
  }

  private deliver(bytes: Uint8Array): void {
    this.receiver?.(bytes, this.kernel.now);
  }
}
