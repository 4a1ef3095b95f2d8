import type { BrokerEnd, BrokerPacket } from '@w800/broker';
import { showDuration } from './fields/duration.ts';
import type { PacketPattern } from './fields/packet-pattern.ts';
import type { HostDriver } from './host-driver.ts';
import { factsOf, wantedFacts } from './packet-facts.ts';
import { showPacket } from './show-packet.ts';
import { StepFailure } from './step-failure.ts';
import type { Variables } from './variables.ts';

/** Which packets are looked at. */
export interface PacketScope {
  readonly from?: 'client' | 'broker' | undefined;
  readonly clientId?: string | undefined;
}

/** Packets in order, and what may come between them. */
export interface WantedPackets extends PacketScope {
  readonly list: readonly PacketPattern[];
  /** Default none. */
  readonly others?: 'none' | 'before' | 'allowed' | undefined;
}

const shownMax = 20;
const pings: readonly BrokerPacket['packet'][] = ['pingreq', 'pingresp'];

/**
 * Waits for packets at a broker, both ways, in order. One cursor a broker:
 * what has been read or passed over is behind it. Time stops at the packet
 * that completes the list, or that has no place in it.
 * @throws StepFailure
 */
export async function expectPackets(
  host: HostDriver,
  broker: BrokerEnd,
  wanted: WantedPackets,
  withinNs: number = host.withinNs,
): Promise<void> {
  const reader = new PacketReader(host, broker, wanted);
  const isComplete = await host.until(
    withinNs,
    () => broker.packets.length,
    () => reader.read(),
  );
  if (isComplete === undefined) throw reader.tooLate(withinNs);
}

/** Takes every packet that has come so far as read. */
export function skipPackets(host: HostDriver, broker: BrokerEnd): void {
  host.packetCursors.set(broker, broker.packets.length);
}

/**
 * Sees to it that for a length of time no packet comes, either way, pings
 * aside. What came before is not looked at.
 * @throws StepFailure at the first that does
 */
export async function expectQuiet(
  host: HostDriver,
  broker: BrokerEnd,
  scope: PacketScope,
  durationNs: number,
): Promise<void> {
  let next = broker.packets.length;
  const disturbance = await host.until(
    durationNs,
    () => broker.packets.length,
    () => {
      for (; next < broker.packets.length; next += 1) {
        const packet = broker.packets[next];
        if (packet !== undefined && isInScope(packet, scope, true)) return packet;
      }
      return undefined;
    },
  );
  if (disturbance === undefined) return;
  const name = disturbance.packet.toUpperCase();
  const expected = `no packet for ${showDuration(durationNs)}`;
  const message = `${name} came where nothing should for ${showDuration(durationNs)}`;
  throw new StepFailure(message, expected, [showPacket(disturbance)]);
}

class PacketReader {
  private readonly host: HostDriver;
  private readonly broker: BrokerEnd;
  private readonly wanted: WantedPackets;
  private readonly skipsPings: boolean;
  private readonly from: number;
  private next: number;
  /** How many of the list have come. */
  private done = 0;

  constructor(host: HostDriver, broker: BrokerEnd, wanted: WantedPackets) {
    this.host = host;
    this.broker = broker;
    this.wanted = wanted;
    this.skipsPings = !wanted.list.some(({ packet }) => pings.includes(packet));
    this.from = host.packetCursors.get(broker) ?? 0;
    this.next = this.from;
  }

  /** Reads what has come; true when the list is complete. */
  read(): true | undefined {
    const { list, others = 'none' } = this.wanted;
    const { packets } = this.broker;
    for (; this.next < packets.length; this.next += 1) {
      const packet = packets[this.next];
      const pattern = list[this.done];
      if (packet === undefined || pattern === undefined) break;
      if (!isInScope(packet, this.wanted, this.skipsPings)) continue;
      const differences = differencesOf(packet, pattern, this.host.variables);
      if (differences === undefined || differences.length > 0) {
        if (others === 'allowed' || (others === 'before' && this.done === 0)) continue;
        throw this.wrong(packet, pattern, differences);
      }
      this.take(packet, pattern);
    }
    return this.done === list.length ? true : undefined;
  }

  tooLate(withinNs: number): StepFailure {
    const { list } = this.wanted;
    const pattern = list[this.done];
    const expected = pattern === undefined ? 'nothing' : this.describe(pattern);
    const got = this.got(this.next);
    const count = list.length > 1 ? `, ${this.done} of ${list.length} packets came` : '';
    const message = `${expected} did not come within ${showDuration(withinNs)}${count}`;
    return new StepFailure(message, expected, got);
  }

  private take(packet: BrokerPacket, { fields: { id } }: PacketPattern): void {
    if (typeof id === 'object') this.host.variables.set(id.as, String(packet.packetId ?? ''));
    this.done += 1;
    this.host.packetCursors.set(this.broker, this.next + 1);
  }

  private wrong(
    packet: BrokerPacket,
    pattern: PacketPattern,
    differences: readonly string[] | undefined,
  ): StepFailure {
    const expected = this.describe(pattern);
    const name = packet.packet.toUpperCase();
    const message =
      differences === undefined
        ? `${name} came where ${expected} was expected`
        : `a ${name} came, but with ${differences.join(' and ')}`;
    return new StepFailure(message, expected, this.got(this.next + 1));
  }

  private describe({ packet, fields }: PacketPattern): string {
    const texts = Array.from(wantedFacts(fields, this.host.variables).values(), ({ text }) => text);
    return `${packet.toUpperCase()}${texts.length === 0 ? '' : ` with ${texts.join(', ')}`}`;
  }

  /** What came since the step began; the last packets only. */
  private got(to: number): readonly string[] {
    return this.broker.packets
      .slice(this.from, to)
      .filter((packet) => isInScope(packet, this.wanted, this.skipsPings))
      .slice(-shownMax)
      .map(showPacket);
  }
}

function isInScope(packet: BrokerPacket, scope: PacketScope, skipsPings: boolean): boolean {
  if (skipsPings && pings.includes(packet.packet)) return false;
  if (scope.from !== undefined && scope.from !== packet.from) return false;
  return scope.clientId === undefined || scope.clientId === packet.clientId;
}

/** What differs; undefined: it is another kind of packet. */
function differencesOf(
  packet: BrokerPacket,
  pattern: PacketPattern,
  variables: Variables,
): readonly string[] | undefined {
  if (packet.packet !== pattern.packet) return undefined;
  const facts = factsOf(packet);
  return [...wantedFacts(pattern.fields, variables)].flatMap(([name, { value, text }]) => {
    const fact = facts.get(name);
    return fact?.value === value ? [] : [`${fact?.text ?? `no ${name}`}, not ${text}`];
  });
}
