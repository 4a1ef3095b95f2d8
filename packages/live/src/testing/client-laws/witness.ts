import { Buffer } from 'node:buffer';
import type { ByteStream, Endpoint } from '@w800/ports';
import { generate, parser, type IPublishPacket, type Packet } from 'mqtt-packet';
import type { LawBench } from './law-bench.ts';
import type { LawMessage } from './law-message.ts';

export type Wait = (claim: string, holds: () => boolean) => Promise<void>;

/**
 * Another client of the broker, which shares nothing with ours but the codec:
 * what it publishes and what it receives is how the law knows the truth.
 */
export class Witness {
  /** Every message received; one of QoS 2 at its PUBLISH, duplicates included. */
  readonly messages: LawMessage[] = [];
  private readonly bench: LawBench;
  private readonly wait: Wait;
  private readonly clientId: string;
  private readonly answers: Packet[] = [];
  private stream: ByteStream | undefined;
  private backlog: Uint8Array[] = [];
  private lastId = 0;

  constructor(bench: LawBench, wait: Wait, clientId: string) {
    this.bench = bench;
    this.wait = wait;
    this.clientId = clientId;
  }

  async connect(at: Endpoint): Promise<void> {
    this.bench.enter(() => {
      this.bench.network.connect(at, (outcome) => {
        if (!outcome.ok) return;
        this.listen(outcome.stream);
        const hello = { cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4 } as const;
        this.send({ ...hello, clientId: this.clientId, clean: true, keepalive: 0 });
      });
    });
    await this.answered('connack');
  }

  async subscribe(topic: string, qos: 0 | 1 | 2): Promise<void> {
    const messageId = this.nextId();
    this.tell({ cmd: 'subscribe', messageId, subscriptions: [{ topic, qos }] });
    await this.answered('suback', messageId);
  }

  /** Publishes, and waits until the broker has it, where it says so. */
  async publish(message: Partial<LawMessage> & { readonly topic: string }): Promise<void> {
    await this.publishAll([message]);
  }

  /** Publishes all at once. */
  async publishAll(
    messages: readonly (Partial<LawMessage> & { readonly topic: string })[],
  ): Promise<void> {
    const packets = messages.map(
      ({ topic, payload = new Uint8Array(0), qos = 1, retain = false }) => {
        const messageId = this.nextId();
        const id = qos === 0 ? {} : { messageId };
        return {
          cmd: 'publish',
          topic,
          payload: Buffer.from(payload),
          qos,
          retain,
          dup: false,
          ...id,
        };
      },
    ) as IPublishPacket[];
    this.bench.enter(() => {
      for (const packet of packets) this.send(packet);
    });
    for (const { qos, messageId } of packets) {
      if (qos > 0) await this.answered(qos === 1 ? 'puback' : 'pubcomp', messageId);
    }
  }

  /** When it returns, whatever the broker had in hand for this client has arrived. */
  async fence(): Promise<void> {
    const topic = `${this.clientId}/fence`;
    await this.subscribe(topic, 0);
    const isFence = (message: LawMessage): boolean => message.topic === topic;
    await this.publish({ topic, qos: 0 });
    await this.wait('the fence is through', () => this.messages.some(isFence));
    this.messages.splice(this.messages.findIndex(isFence), 1);
  }

  close(): void {
    this.bench.enter(() => this.stream?.abort());
  }

  private listen(stream: ByteStream): void {
    this.stream = stream;
    const reader = parser({ protocolVersion: 4 });
    reader.on('packet', (packet) => this.take(packet));
    stream.attach({
      data: (bytes) => {
        stream.consumed(bytes.length);
        reader.parse(Buffer.from(bytes));
      },
      acknowledged: () => this.flush(),
      end: () => {},
      close: () => {},
    });
  }

  private take(packet: Packet): void {
    const { messageId = 0 } = packet;
    if (packet.cmd === 'publish') this.takeMessage(packet);
    else if (packet.cmd === 'pubrec') this.send({ cmd: 'pubrel', messageId });
    else if (packet.cmd === 'pubrel') this.send({ cmd: 'pubcomp', messageId });
    else this.answers.push(packet);
  }

  private takeMessage(packet: IPublishPacket): void {
    const { topic, qos, retain, messageId = 0 } = packet;
    this.messages.push({ topic, payload: new Uint8Array(packet.payload as Buffer), qos, retain });
    if (qos > 0) this.send({ cmd: qos === 1 ? 'puback' : 'pubrec', messageId });
  }

  private tell(packet: Packet): void {
    this.bench.enter(() => this.send(packet));
  }

  private send(packet: Packet): void {
    this.backlog.push(generate(packet));
    this.flush();
  }

  private flush(): void {
    for (let bytes = this.backlog[0]; bytes !== undefined; bytes = this.backlog[0]) {
      const taken = this.stream?.write(bytes) ?? 0;
      if (taken < bytes.length) {
        this.backlog[0] = bytes.subarray(taken);
        return;
      }
      this.backlog.shift();
    }
  }

  private async answered(cmd: Packet['cmd'], messageId?: number): Promise<void> {
    const find = (): number =>
      this.answers.findIndex(
        (packet) =>
          packet.cmd === cmd && (messageId === undefined || packet.messageId === messageId),
      );
    await this.wait(`the witness has its ${cmd}`, () => find() >= 0);
    this.answers.splice(find(), 1);
  }

  private nextId(): number {
    this.lastId += 1;
    return this.lastId;
  }
}
