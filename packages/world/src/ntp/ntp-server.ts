import { second, type Kernel } from '@w800/kernel';
import type { DatagramSocket, Endpoint } from '@w800/ports';
import { Behaviour } from '../ip/behaviour.ts';
import { ntpReply, type ClockReading, type NtpFault } from './ntp-packet.ts';

/** Where a time server listens. */
export const ntpPort = 123;

/** What a time server does. */
export interface NtpBehaviour {
  /** Takes requests and answers none. */
  readonly silent: boolean;
  /** How long it takes to answer, in nanoseconds. */
  readonly delayNs: number;
  /** How far its clock is ahead, in seconds; negative: behind. */
  readonly offsetSeconds: number;
  /** How much too fast its clock runs, in millionths; negative: too slow. */
  readonly driftPpm: number;
  readonly fault: NtpFault;
  /** The address its replies come from; undefined: its own. */
  readonly repliesFrom: string | undefined;
}

export interface NtpServerParts {
  readonly kernel: Kernel;
  readonly address: string;
  readonly socket: DatagramSocket;
  /** What its clock shows at instant 0, in seconds since 1970. */
  readonly timeSeconds: number;
  readonly behaviour: NtpBehaviour;
  /** A socket at another address, for replies. */
  readonly elsewhere: (address: string) => DatagramSocket;
}

/** A time server of the surroundings. */
export class NtpServer {
  readonly address: string;
  private readonly parts: NtpServerParts;
  private readonly behaviour: Behaviour<NtpBehaviour>;
  private driftedNs = 0;
  private driftsFrom = 0;

  constructor(parts: NtpServerParts) {
    this.parts = parts;
    this.address = parts.address;
    this.behaviour = new Behaviour(parts.behaviour);
    parts.socket.onReceive((request, from) => this.receive(request, from));
  }

  /** Changes what it does; see `Behaviour`. */
  change(parts: Partial<NtpBehaviour>, layer?: string): () => void {
    this.settle();
    const undo = this.behaviour.change(parts, layer);
    return () => {
      this.settle();
      undo();
    };
  }

  private receive(request: Uint8Array, from: Endpoint): void {
    const { kernel } = this.parts;
    const { silent, delayNs } = this.behaviour.now;
    if (silent) return;
    const received = this.reading;
    if (delayNs === 0) this.answer(request, from, received);
    else kernel.after(delayNs, () => this.answer(request, from, received));
  }

  private answer(request: Uint8Array, from: Endpoint, received: ClockReading): void {
    const { socket, elsewhere } = this.parts;
    const { fault, repliesFrom } = this.behaviour.now;
    const reply = ntpReply(request, received, this.reading, fault);
    if (reply === undefined) return;
    (repliesFrom === undefined ? socket : elsewhere(repliesFrom)).send(from, reply);
  }

  private get reading(): ClockReading {
    const { kernel, timeSeconds } = this.parts;
    const { offsetSeconds } = this.behaviour.now;
    const passedNs = kernel.now + this.driftedNs + this.driftSince();
    const seconds = Math.floor(passedNs / second);
    return {
      seconds: timeSeconds + offsetSeconds + seconds,
      nanoseconds: passedNs - seconds * second,
    };
  }

  /** A new rate counts from now on; what has drifted stays. */
  private settle(): void {
    this.driftedNs += this.driftSince();
    this.driftsFrom = this.parts.kernel.now;
  }

  private driftSince(): number {
    const microseconds = Math.floor((this.parts.kernel.now - this.driftsFrom) / 1_000);
    return Math.floor((microseconds * this.behaviour.now.driftPpm) / 1_000);
  }
}
