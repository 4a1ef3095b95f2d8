import type { BrokerPacket } from './broker-packet.ts';
import { ByteLog } from './byte-log.ts';
import type { Frame } from './packet-framer.ts';

/** What is noted of a packet as it passes. */
export type Note = Pick<BrokerPacket, 'at' | 'clientId' | 'from' | 'fate'> & {
  readonly frame: Frame;
};

/** Notes until somebody reads them, a column a field: most are never read. */
export class NoteLog {
  private readonly bytes = new ByteLog();
  private ends: number[] = [];
  private instants: number[] = [];
  private clientIds: string[] = [];
  private froms: Note['from'][] = [];
  private names: Frame['name'][] = [];
  private fates: Note['fate'][] = [];

  add(note: Note): void {
    this.ends.push(this.bytes.append(note.frame.bytes));
    this.instants.push(note.at);
    this.clientIds.push(note.clientId);
    this.froms.push(note.from);
    this.names.push(note.frame.name);
    this.fates.push(note.fate);
  }

  /** The notes in order; the log is empty then. */
  take(): readonly Note[] {
    const notes = this.ends.map((end, index): Note => {
      const bytes = this.bytes.read(this.ends[index - 1] ?? 0, end);
      const note = {
        at: this.instants[index] ?? 0,
        clientId: this.clientIds[index] ?? '',
        from: this.froms[index] ?? 'client',
        frame: { name: this.names[index] ?? 'malformed', bytes },
      };
      const fate = this.fates[index];
      return fate === undefined ? note : { ...note, fate };
    });
    this.bytes.clear();
    this.ends = [];
    this.instants = [];
    this.clientIds = [];
    this.froms = [];
    this.names = [];
    this.fates = [];
    return notes;
  }
}
