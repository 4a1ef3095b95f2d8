import type { BrokerEnd, OutgoingMessage } from '@w800/broker';
import { showDuration } from './fields/duration.ts';
import type { HostDriver } from './host-driver.ts';
import { showBytes } from './show-bytes.ts';
import { StepFailure } from './step-failure.ts';

/** What a message is to be; what is undefined is not looked at. */
export type WantedMessage = {
  readonly [Field in keyof OutgoingMessage]?: OutgoingMessage[Field] | undefined;
};

/**
 * Waits for the next message at a broker that is as wanted. One cursor per
 * broker: messages passed over are not found again.
 * @throws StepFailure
 */
export async function expectReceived(
  host: HostDriver,
  broker: BrokerEnd,
  wanted: WantedMessage,
  withinNs: number = host.withinNs,
): Promise<void> {
  const from = host.brokerCursors.get(broker) ?? 0;
  let next = from;
  const index = await host.until(
    withinNs,
    () => broker.received.length,
    () => {
      for (; next < broker.received.length; next += 1) {
        const message = broker.received[next];
        if (message !== undefined && fits(message, wanted)) return next;
      }
      return undefined;
    },
  );
  if (index !== undefined) {
    host.brokerCursors.set(broker, index + 1);
    return;
  }
  const expected = `a message${describe(wanted)}`;
  const got = broker.received.slice(from).map((message) => `a message${describe(message)}`);
  const rest = got.length === 0 ? 'nothing new' : `${got.length} other${got.length > 1 ? 's' : ''}`;
  const message = `the broker got ${rest} and not ${expected} within ${showDuration(withinNs)}`;
  throw new StepFailure(message, expected, got.slice(-20));
}

/**
 * Waits until exactly these clients are connected, in any order.
 * @throws StepFailure
 */
export async function expectClients(
  host: HostDriver,
  broker: BrokerEnd,
  clientIds: readonly string[],
  withinNs: number = host.withinNs,
): Promise<void> {
  const wanted = clientIds.toSorted().join('\n');
  const { kernel } = host.bench;
  const arrived = await host.until(
    withinNs,
    () => kernel.eventCount,
    () => (broker.clients().toSorted().join('\n') === wanted ? true : undefined),
  );
  if (arrived === true) return;
  const expected = `clients ${list(clientIds)}`;
  const actual = list(broker.clients());
  const after = showDuration(withinNs);
  const message = `connected are ${actual}, not ${list(clientIds)}, after ${after}`;
  throw new StepFailure(message, expected, [`clients ${actual}`]);
}

function fits(message: OutgoingMessage, wanted: WantedMessage): boolean {
  if (wanted.topic !== undefined && wanted.topic !== message.topic) return false;
  if (wanted.qos !== undefined && wanted.qos !== message.qos) return false;
  if (wanted.retain !== undefined && wanted.retain !== message.retain) return false;
  const { payload } = wanted;
  if (payload === undefined) return true;
  return (
    payload.length === message.payload.length &&
    payload.every((byte, index) => byte === message.payload[index])
  );
}

function describe(message: WantedMessage): string {
  const parts: string[] = [];
  if (message.topic !== undefined) parts.push(`topic "${message.topic}"`);
  if (message.payload !== undefined) parts.push(`payload "${brief(message.payload)}"`);
  if (message.qos !== undefined) parts.push(`QoS ${message.qos}`);
  if (message.retain !== undefined) parts.push(message.retain ? 'retained' : 'not retained');
  return parts.length === 0 ? '' : ` with ${parts.join(', ')}`;
}

function brief(payload: Uint8Array): string {
  const shown = showBytes(payload.subarray(0, 200));
  return payload.length > 200 ? `${shown}... (${payload.length} bytes)` : shown;
}

function list(clientIds: readonly string[]): string {
  return clientIds.length === 0 ? 'none' : clientIds.join(', ');
}
