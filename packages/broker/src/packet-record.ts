import type { Kernel } from '@w800/kernel';
import type { BrokerPacket, PacketFate } from './broker-packet.ts';
import { decodePacket } from './decode-packet.ts';
import { NoteLog, type Note } from './note-log.ts';
import { PacketFramer, type Frame } from './packet-framer.ts';
import { brokerPacket } from './trace-kinds.ts';

/** The client's end of a connection, as far as it is known. */
export interface Peer {
  /** Empty until CONNECT has come. */
  clientId: string;
}

/**
 * Every packet that went over the wire, kept as bytes and decoded when
 * somebody asks, which in most runs nobody does.
 */
export class PacketRecord {
  private readonly kernel: Kernel;
  private readonly notes = new NoteLog();
  private readonly decoded: BrokerPacket[] = [];

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  get packets(): readonly BrokerPacket[] {
    for (const note of this.notes.take()) this.decoded.push(decode(note));
    return this.decoded;
  }

  /** A packet went over the wire. */
  add(from: BrokerPacket['from'], peer: Peer, frame: Frame, fate?: PacketFate): void {
    const note = this.note(from, peer, frame, fate);
    this.notes.add(note);
    this.tell(note);
  }

  /** Bytes went out that are meant to be packets. */
  addSent(peer: Peer, bytes: Uint8Array): void {
    const framer = new PacketFramer();
    for (const frame of [...framer.cut(bytes), ...framer.rest()]) this.add('broker', peer, frame);
  }

  /** A packet was kept from the wire: a matter for the trace alone. */
  withheld(from: BrokerPacket['from'], peer: Peer, frame: Frame, fate: PacketFate): void {
    this.tell(this.note(from, peer, frame, fate));
  }

  private note(
    from: BrokerPacket['from'],
    { clientId }: Peer,
    frame: Frame,
    fate: PacketFate | undefined,
  ): Note {
    const at = this.kernel.now;
    return fate === undefined ? { at, clientId, from, frame } : { at, clientId, from, frame, fate };
  }

  private tell(note: Note): void {
    if (!this.kernel.trace.wants(brokerPacket)) return;
    const { at: _at, bytes, ...rest } = decode(note);
    const data = rest.packet === 'malformed' ? { ...rest, bytes } : rest;
    this.kernel.trace.emit(brokerPacket, data);
  }
}

function decode({ frame, ...note }: Note): BrokerPacket {
  return { ...note, ...decodePacket(frame), bytes: Uint8Array.from(frame.bytes) };
}
