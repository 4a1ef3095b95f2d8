import type { ByteString } from '@w800/at';
import type { BrokerPublish } from './broker-packet.ts';
import type { Journal } from './journal.ts';

/** A message the module has in hand and has to print. */
interface Due {
  readonly payload: ByteString;
  readonly connection: number;
}

/** What came in is printed in order; what was acknowledged is printed; QoS 2 once. */
export class InboundObligations {
  private readonly journal: Journal;
  private due: Due[] = [];
  private readonly printed = new Map<ByteString, number>();
  private readonly qos = new Map<ByteString, number>();
  /** Lost with the module's memory when it was reset: nobody can be blamed. */
  private readonly excused = new Set<ByteString>();
  /** QoS 2: taken by the module, PUBREL still to come, by identifier. */
  private readonly unreleased = new Map<number, ByteString>();
  private mistaken = new Set<number>();
  private readonly released = new Map<number, ByteString>();
  /** Acknowledged and still on its way to the host. */
  private readonly mustPrint = new Set<ByteString>();
  private connection = 0;

  constructor(journal: Journal) {
    this.journal = journal;
  }

  /** A new connection begins; what an older one left over may be lost if unacknowledged. */
  connected(connection: number): void {
    this.connection = connection;
  }

  /** The module need not know unreleased identifiers any more. */
  forget(): void {
    for (const payload of this.unreleased.values()) this.excused.add(payload);
    this.unreleased.clear();
    this.released.clear();
    this.mistaken.clear();
  }

  /** The module lost its memory. */
  reset(): void {
    for (const { payload } of this.due) this.excused.add(payload);
    this.due = [];
    this.forget();
  }

  /**
   * The broker has a new session, and the module does not know: it takes what
   * comes under an identifier it holds unreleased for a repetition.
   */
  mistakeSession(): void {
    this.mistaken = new Set(this.unreleased.keys());
  }

  publishDelivered({ payload, qos, id }: BrokerPublish): void {
    this.qos.set(payload, qos);
    if (qos === 2 && this.mistaken.has(id)) {
      if (this.unreleased.get(id) !== payload) this.excused.add(payload);
    } else if (qos < 2) this.due.push({ payload, connection: this.connection });
    else {
      this.unreleased.set(id, payload);
      this.released.delete(id);
    }
  }

  pubrelDelivered(id: number): void {
    const payload = this.unreleased.get(id) ?? this.released.get(id);
    if (payload === undefined || this.printed.has(payload)) return;
    this.unreleased.delete(id);
    this.mistaken.delete(id);
    this.released.set(id, payload);
    this.due.push({ payload, connection: this.connection });
  }

  /** Whether the module is known to have it in hand. */
  expects(payload: ByteString): boolean {
    return this.due.some((one) => one.payload === payload);
  }

  /** The host has read it. */
  print(payload: ByteString): void {
    const { journal, due } = this;
    const count = (this.printed.get(payload) ?? 0) + 1;
    this.printed.set(payload, count);
    const qos = this.qos.get(payload);
    journal.count(`printed QoS ${qos}`);
    journal.must(qos !== 2 || count === 1, `QoS 2: ${name(payload)} was printed twice`);
    const index = due.findIndex((one) => one.payload === payload);
    journal.must(index >= 0, `${name(payload)} was printed more often than it came`);
    for (const skipped of due.splice(0, index + 1).slice(0, -1)) {
      const again = skipped.payload === payload || this.printed.has(skipped.payload);
      const lost = again || skipped.connection < this.connection;
      journal.must(lost, `${name(payload)} was printed before ${name(skipped.payload)}`);
    }
    if (qos === 2) this.due = due.filter((one) => one.payload !== payload);
  }

  /** The broker holds it for delivered. */
  acknowledged(payload: ByteString): void {
    const held = this.printed.has(payload) || this.due.some((one) => one.payload === payload);
    const claim = `${name(payload)} was acknowledged and is lost`;
    this.journal.must(held || this.excused.has(payload), claim);
    if (!this.printed.has(payload)) this.mustPrint.add(payload);
  }

  /** All has been printed that will be. */
  settled(live: boolean): void {
    const { journal } = this;
    for (const payload of this.mustPrint) {
      const fine = this.printed.has(payload) || this.excused.has(payload);
      journal.must(fine, `${name(payload)} was acknowledged and never printed`);
    }
    this.mustPrint.clear();
    const here = this.due.find((one) => live && this.isOverdue(one));
    if (here !== undefined) journal.broken(`${name(here.payload)} was taken and never printed`);
  }

  private isOverdue({ connection, payload }: Due): boolean {
    return connection === this.connection && !this.printed.has(payload);
  }
}

function name(payload: ByteString): string {
  return payload.slice(0, 12);
}
