import type { ByteString } from '@w800/at';
import type { Journal } from './journal.ts';

/** A message the host has asked the module to publish. */
export interface HostMessage {
  readonly topic: ByteString;
  /** Unlike any other's. */
  readonly payload: ByteString;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
}

interface Fate {
  readonly message: HostMessage;
  /** How often the broker has passed it on. */
  reached: number;
  /** How often its PUBLISH was written. */
  written: number;
  /** Every exchange of it that has ended did so by its acknowledgement. */
  acknowledged: boolean;
  /** The broker forgot a session that held it, so it may take it for a new one. */
  forgotten: number;
  excused: boolean;
}

/** What was answered `OK` has reached the broker; QoS 2 has reached it once. */
export class OutboundObligations {
  private readonly journal: Journal;
  private readonly fates = new Map<ByteString, Fate>();

  constructor(journal: Journal) {
    this.journal = journal;
  }

  asked(message: HostMessage): void {
    const fate = {
      message,
      reached: 0,
      written: 0,
      acknowledged: false,
      forgotten: 0,
      excused: false,
    };
    this.fates.set(message.payload, fate);
  }

  written(payload: ByteString): void {
    this.fate(payload).written += 1;
  }

  acknowledged(payload: ByteString): void {
    this.fate(payload).acknowledged = true;
  }

  /** The broker lost what it knew of these exchanges. */
  forgotten(payload: ByteString): void {
    this.fate(payload).forgotten += 1;
  }

  /** The broker has taken it for one of a session the module had forgotten. */
  excuse(payload: ByteString): void {
    this.fate(payload).excused = true;
    this.journal.count('swallowed under a stale identifier');
  }

  reached(payload: ByteString, qos: number): void {
    const fate = this.fate(payload);
    fate.reached += 1;
    this.journal.must(fate.message.qos === qos, `the broker got ${name(payload)} at QoS ${qos}`);
    const most = qos === 2 ? 1 + fate.forgotten : fate.written;
    const claim = `QoS ${qos}: ${name(payload)} reached the broker ${fate.reached} times`;
    this.journal.must(fate.reached <= most, claim);
  }

  /** The module has said that it is published. */
  answeredOk(payload: ByteString): void {
    const { message, reached, acknowledged, excused } = this.fate(payload);
    if (message.qos === 0) return;
    const claim = `OK for ${name(payload)}, which never reached the broker`;
    this.journal.must(reached > 0 || excused, claim);
    this.journal.must(acknowledged, `OK for ${name(payload)} before its acknowledgement`);
    this.journal.count(`published QoS ${message.qos}`);
  }

  hasReached(payload: ByteString): boolean {
    const { reached, excused } = this.fate(payload);
    return reached > 0 || excused;
  }

  private fate(payload: ByteString): Fate {
    const fate = this.fates.get(payload);
    if (fate === undefined) return this.journal.broken(`nobody asked to publish ${name(payload)}`);
    return fate;
  }
}

function name(payload: ByteString): string {
  return payload.slice(0, 12);
}
