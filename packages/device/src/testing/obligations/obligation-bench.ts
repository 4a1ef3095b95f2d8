import { toBytes, type ByteString } from '@w800/at';
import { Kernel, millisecond, second, valuesOf } from '@w800/kernel';
import { MemoryNvStore } from '@w800/ports';
import { SerialLine, uartFigures } from '@w800/uart';
import { power } from '../../power-trace.ts';
import { W800 } from '../../w800.ts';
import { HostModel } from './host-model.ts';
import { HostReader } from './host-reader.ts';
import { InboundObligations } from './inbound-obligations.ts';
import { Journal } from './journal.ts';
import { LossyMedium } from './lossy-medium.ts';
import { ModelBroker } from './model-broker.ts';
import { OutboundObligations } from './outbound-obligations.ts';
import { SubscriptionModel } from './subscription-model.ts';
import { WireObligations } from './wire-obligations.ts';
import type { HostCommand } from './host-command.ts';
import { lastingOwners } from '../../session/lasting-owners.ts';

const seconds = { answer: 12, open: 32, ready: 5, addressed: 20 };
/** A disturbed exchange is over by then. */
const calmSeconds = 12;

/** A module between a host and a broker who both know what it has to do, and check that it does. */
export class ObligationBench {
  readonly journal: Journal;
  readonly broker: ModelBroker;
  readonly medium: LossyMedium;
  readonly host: HostModel;
  readonly wire: WireObligations;
  readonly inbound: InboundObligations;
  readonly subscriptions = new SubscriptionModel();
  readonly module: W800;
  /** Stalls and outages that last. */
  outages = 0;

  private readonly outbound: OutboundObligations;
  private readonly kernel = new Kernel({ seed: 1 });
  private readonly line = new SerialLine(this.kernel, valuesOf(uartFigures));
  private readonly reader: HostReader;
  private disturbances = 0;
  private connections = 0;

  /** @param counts what to count into, over all runs */
  constructor(counts: Map<string, number>) {
    const { kernel, line } = this;
    this.journal = new Journal(kernel, counts);
    this.inbound = new InboundObligations(this.journal);
    this.outbound = new OutboundObligations(this.journal);
    const { journal, inbound, outbound, subscriptions } = this;
    const wire = new WireObligations(journal, inbound, outbound, subscriptions);
    this.wire = wire;
    this.broker = this.makeBroker();
    this.medium = new LossyMedium(kernel, (remote) => this.broker.accept(remote));
    this.host = new HostModel({
      journal,
      inbound,
      outbound,
      subscriptions,
      wire,
      disturbances: () => this.disturbances,
      calm: () => this.calm,
      forgotten: () => {
        this.broker.clientForgot = true;
      },
      held: () => this.heldByMqtt,
      type: (text) => this.line.host.write(toBytes(text)),
    });
    this.reader = new HostReader(this.host);
    line.host.onReceive((bytes) => this.reader.read(bytes));
    kernel.trace.on(power, ({ data: { event } }) => {
      if (event !== 'ready') this.forgetModule();
    });
    const { medium } = this;
    const nvStore = new MemoryNvStore();
    this.module = new W800({ kernel, uart: line.module, medium, nvStore });
  }

  /** Heap bytes of MQTT beyond the task, which stays. */
  get heldByMqtt(): number {
    let bytes = 0;
    for (const [owner, used] of this.module.heap.owners()) {
      if (owner.startsWith('mqtt.') && !lastingOwners.includes(owner)) bytes += used;
    }
    return bytes;
  }

  hasReached(payload: ByteString): boolean {
    return this.outbound.hasReached(payload);
  }

  disturb(): void {
    this.disturbances += 1;
  }

  /** Switches the module on and has it join. */
  async boot(): Promise<void> {
    this.powerOn();
    await this.until('ready', seconds.ready, () => this.host.ready);
    await this.ask({ kind: 'other' }, 'AT+CWJAP="home",""');
    await this.until('WIFI GOT IP', seconds.addressed, () => this.host.addressed);
  }

  powerOn(): void {
    this.module.powerOn();
  }

  /** After a restart: lets the module come back to where it was. */
  async comeBack(): Promise<void> {
    await this.until('ready', seconds.ready, () => this.host.ready);
    if (!this.medium.onAir) return;
    await this.until('WIFI GOT IP', seconds.addressed, () => this.host.addressed);
  }

  after(ms: number, action: () => void): void {
    this.kernel.after(ms * millisecond, action);
  }

  /** Waits until all that the host has begun to type has left it. */
  async typed(): Promise<void> {
    const { kernel, line } = this;
    await kernel.run(Math.max(kernel.now, line.host.sentAt));
  }

  async pass(ms: number): Promise<void> {
    await this.kernel.runFor(ms * millisecond);
  }

  /** Types a command, once the one before has been answered; does not wait for its own answer. */
  async type(command: HostCommand, text: ByteString, pauseMs = 0): Promise<void> {
    await this.free();
    this.reader.expectsPrompt = command.kind === 'publish' && command.raw;
    this.host.give(command, text);
    const cut = pauseMs === 0 ? text.length : text.length >> 1;
    this.line.host.write(toBytes(text.slice(0, cut)));
    if (pauseMs > 0) await this.pass(pauseMs);
    this.line.host.write(toBytes(`${text.slice(cut)}\r\n`));
  }

  async ask(command: HostCommand, line: ByteString): Promise<void> {
    await this.type(command, line);
    await this.free();
  }

  /** Types while a command runs, and sees it turned away. */
  async interrupt(): Promise<void> {
    const { pending } = this.host;
    // Between prompt and data, and while the data is on the line, it would be taken for data.
    if (pending === undefined || pending.command.kind === 'publish') return;
    this.host.interrupted();
    this.line.host.write(toBytes('AT\r\n'));
    await this.until('busy', seconds.answer, () => this.host.busyDue === 0);
    this.journal.count('interrupted');
  }

  /** Waits for the answer that is due. */
  async free(): Promise<void> {
    const { host } = this;
    for (let limit = this.limit(); host.pending !== undefined;) {
      const { pending } = host;
      if (pending.prompted && !pending.dataTyped) {
        host.typeData();
        limit = this.limit();
      }
      const asked = (): boolean =>
        host.pending !== pending || (pending.prompted && !pending.dataTyped);
      const outcome = await this.kernel.run(limit, asked);
      this.journal.must(outcome === 'stopped', `no answer to ${pending.line}`);
    }
    this.reader.expectsPrompt = false;
  }

  async until(what: string, limitSeconds: number, come: () => boolean): Promise<void> {
    const outcome = await this.kernel.run(this.kernel.now + limitSeconds * second, come);
    this.journal.must(outcome === 'stopped', `${what} did not come`);
  }

  /** Whether a command that is given now has to succeed. */
  private get calm(): boolean {
    const { broker, medium, host, wire, kernel } = this;
    if (broker.faults.any || this.outages > 0 || !medium.onAir || !host.addressed) return false;
    if (medium.server !== 'accepts') return false;
    if (wire.current?.connection.stalled === true) return false;
    const at = wire.current?.disturbedAt;
    return at === undefined || kernel.now > at + calmSeconds * second;
  }

  private limit(): number {
    const kind = this.host.pending?.command.kind;
    const limit = kind === 'open' ? seconds.open : seconds.answer;
    return this.kernel.now + limit * second;
  }

  private forgetModule(): void {
    this.host.reset();
    this.reader.reset();
  }

  /** The module hears that the broker knows its session. */
  private takeUp(): void {
    // Of a session whose first CONNACK was lost it cannot know that it is another.
    if (this.broker.session?.announced === false) this.inbound.mistakeSession();
  }

  private makeBroker(): ModelBroker {
    const { journal, wire, inbound, outbound } = this;
    return new ModelBroker(this.kernel, journal, {
      opened: (connection) => {
        this.connections += 1;
        wire.opened(connection, this.connections);
      },
      written: (packet) => wire.written(packet),
      midPacket: (mid) => wire.midPacket(mid),
      delivered: (packet, connection) => {
        const dues = wire.current;
        if (dues?.connection !== connection) return;
        if (packet.type === 'connack' && packet.sessionPresent) this.takeUp();
        wire.delivered(packet, dues);
      },
      reached: ({ payload, qos }) => outbound.reached(payload, qos),
      swallowed: ({ payload }) => outbound.excuse(payload),
      acknowledged: (payload) => inbound.acknowledged(payload),
      disturbed: (connection) => {
        this.disturb();
        const dues = wire.current;
        if (dues?.connection === connection) dues.disturbedAt = this.kernel.now;
      },
      forgotten: () => {
        for (const payload of wire.unfinishedPayloads) outbound.forgotten(payload);
      },
    });
  }
}
