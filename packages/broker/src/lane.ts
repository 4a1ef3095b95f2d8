import { Buffer } from 'node:buffer';
import { millisecond, type Alarm } from '@w800/kernel';
import type { BrokerPacket, PacketFate } from './broker-packet.ts';
import { clientIdIn } from './client-id-in.ts';
import type { Surveillance } from './client-end.ts';
import { PacketFramer, type Frame } from './packet-framer.ts';
import type { Peer } from './packet-record.ts';
import type { Judgement } from './rule-book.ts';

/** Where a lane leads, and what it may do to the connection. */
export interface LaneDuties {
  /** Hands on bytes. */
  pass(bytes: Uint8Array): void;
  /** Nothing follows. */
  end(): void;
  /** Ends the whole connection, at once behind what was handed on. */
  close(by: 'fin' | 'rst'): void;
  /** Answers CONNECT with a return code and ends the connection. */
  refuse(code: number): void;
}

/**
 * One direction of a connection: cuts what comes into packets, does to each
 * what the rules say and hands on the rest. A delayed packet holds nothing
 * back but the end of the stream; delays of one length keep the order.
 */
export class Lane {
  private readonly common: Surveillance;
  private readonly from: BrokerPacket['from'];
  private readonly peer: Peer;
  private readonly duties: LaneDuties;
  private readonly framer = new PacketFramer();
  private readonly delayed = new Set<Alarm>();
  private passing: Uint8Array[] = [];
  private ending = false;
  private stopped = false;

  constructor(common: Surveillance, from: BrokerPacket['from'], peer: Peer, duties: LaneDuties) {
    this.common = common;
    this.from = from;
    this.peer = peer;
    this.duties = duties;
  }

  /** Returns whether anything of it was handed on at once. */
  take(bytes: Uint8Array): boolean {
    for (const frame of this.framer.cut(bytes)) this.judge(frame);
    return this.handOn();
  }

  /** The stream ends behind what came. */
  end(): void {
    if (this.stopped) return;
    for (const frame of this.framer.rest()) this.judge(frame);
    this.handOn();
    this.ending = true;
    this.endIfDone();
  }

  /** Nothing goes through any more; what is delayed never comes. */
  stop(): void {
    this.stopped = true;
    for (const alarm of this.delayed) alarm.cancel();
    this.delayed.clear();
    this.passing = [];
  }

  private judge(frame: Frame): void {
    if (this.stopped) return;
    const { common, from, peer } = this;
    if (frame.name === 'connect' && peer.clientId === '') peer.clientId = clientIdIn(frame.bytes);
    const judgement = common.book.judge(from, frame, peer.clientId);
    if (judgement === undefined) this.pass(frame);
    else this.obey(judgement, frame);
  }

  private obey(judgement: Judgement, frame: Frame): void {
    switch (judgement.do) {
      case 'drop':
        return this.withhold(frame, 'dropped');
      case 'silence':
        return this.withhold(frame, 'silenced');
      case 'delay':
        this.sawFromClient(frame, 'delayed');
        return this.later(judgement.ms, () => this.passLate(frame, 'delayed'));
      case 'duplicate':
        return this.duplicate(frame, judgement.ms);
      case 'replace':
        this.sawFromClient(frame, 'replaced');
        return this.replace(judgement.bytes);
      case 'close':
        return this.close(frame, judgement.by, judgement.deliver === true);
      case 'refuse':
        this.withhold(frame, 'refused');
        this.handOn();
        return this.duties.refuse(judgement.code);
    }
  }

  private duplicate(frame: Frame, ms: number | undefined): void {
    const fromClient = this.from === 'client';
    this.pass(frame, fromClient ? 'duplicated' : undefined);
    const copy = { name: frame.name, bytes: repeated(frame) };
    if (ms === undefined) this.push(copy, 'duplicated');
    else this.later(ms, () => this.passLate(copy, 'duplicated'));
  }

  private replace(bytes: Uint8Array): void {
    const framer = new PacketFramer();
    for (const frame of [...framer.cut(bytes), ...framer.rest()]) this.push(frame, 'replaced');
  }

  private close(frame: Frame, by: 'fin' | 'rst', deliver: boolean): void {
    if (deliver) this.pass(frame, 'closed');
    else this.withhold(frame, 'closed');
    this.handOn();
    if (!deliver || this.from === 'broker') {
      this.duties.close(by);
      return;
    }
    // The library is to have dealt with the packet before its connection ends; what it answers is
    // not sent.
    this.later(0, () => this.duties.close(by));
    this.stopped = true;
  }

  /** Lets a packet through that just came. */
  private pass(frame: Frame, fate?: PacketFate): void {
    this.common.record.add(this.from, this.peer, frame, fate);
    this.passing.push(frame.bytes);
  }

  /** Lets a packet through that did not come like this. */
  private push(frame: Frame, fate: PacketFate): void {
    if (this.from === 'broker') this.common.record.add('broker', this.peer, frame, fate);
    this.passing.push(frame.bytes);
  }

  private passLate(frame: Frame, fate: PacketFate): void {
    if (this.common.book.silent) {
      this.common.record.withheld(this.from, this.peer, frame, 'silenced');
      return;
    }
    this.push(frame, fate);
    this.handOn();
  }

  private withhold(frame: Frame, fate: PacketFate): void {
    const { common, from, peer } = this;
    // What a client sent was on the wire, whatever becomes of it.
    if (from === 'client') common.record.add(from, peer, frame, fate);
    else common.record.withheld(from, peer, frame, fate);
  }

  private sawFromClient(frame: Frame, fate: PacketFate): void {
    if (this.from === 'client') this.common.record.add('client', this.peer, frame, fate);
  }

  private handOn(): boolean {
    const [only] = this.passing;
    if (only === undefined) return false;
    const bytes = this.passing.length === 1 ? only : Buffer.concat(this.passing);
    this.passing = [];
    this.duties.pass(bytes);
    return true;
  }

  private later(ms: number, action: () => void): void {
    const alarm = this.common.kernel.after(ms * millisecond, () => {
      this.delayed.delete(alarm);
      action();
      this.endIfDone();
    });
    this.delayed.add(alarm);
  }

  private endIfDone(): void {
    if (!this.ending || this.delayed.size > 0 || this.stopped) return;
    this.ending = false;
    this.duties.end();
  }
}

/** A packet sent again: a PUBLISH says so, where its quality of service lets it. */
function repeated({ name, bytes }: Frame): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const first = copy[0] ?? 0;
  if (name === 'publish' && (first & 0x06) !== 0) copy[0] = first | 0x08;
  return copy;
}
