import { ByteLog } from './byte-log.ts';
import type { ReceivedMessage } from './messages.ts';

type Unread = Omit<ReceivedMessage, 'payload'>;

/** Messages in order, made into objects when somebody reads them. */
export class MessageLog {
  private readonly read: ReceivedMessage[] = [];
  private readonly payloads = new ByteLog();
  private ends: number[] = [];
  private instants: number[] = [];
  private clientIds: string[] = [];
  private topics: string[] = [];
  private flags: number[] = [];

  /** Takes a copy of the payload. */
  add(message: ReceivedMessage): void {
    const { topic, qos, retain, dup } = message;
    const before = this.topics.at(-1);
    this.ends.push(this.payloads.append(message.payload));
    this.instants.push(message.at);
    this.clientIds.push(message.clientId);
    this.topics.push(before === topic ? before : topic);
    this.flags.push(qos | (retain ? retainFlag : 0) | (dup ? dupFlag : 0));
  }

  /** All messages there were. */
  get messages(): readonly ReceivedMessage[] {
    if (this.ends.length > 0) this.readOn();
    return this.read;
  }

  private readOn(): void {
    for (const [index, end] of this.ends.entries()) {
      const payload = this.payloads.read(this.ends[index - 1] ?? 0, end);
      const { at, clientId, topic, qos, retain, dup } = this.unread(index);
      this.read.push({ at, clientId, topic, payload, qos, retain, dup });
    }
    this.payloads.clear();
    this.ends = [];
    this.instants = [];
    this.clientIds = [];
    this.topics = [];
    this.flags = [];
  }

  private unread(index: number): Unread {
    const flags = this.flags[index] ?? 0;
    const qos = flags & qosMask;
    return {
      at: this.instants[index] ?? 0,
      clientId: this.clientIds[index] ?? '',
      topic: this.topics[index] ?? '',
      qos: qos === 1 || qos === 2 ? qos : 0,
      retain: (flags & retainFlag) !== 0,
      dup: (flags & dupFlag) !== 0,
    };
  }
}

const qosMask = 3;
const retainFlag = 4;
const dupFlag = 8;
