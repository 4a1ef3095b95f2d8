import type { MqttClient } from '@w800/mqtt';
import type { Pending } from '@w800/ports';
import type { Departures } from '../dialects/departures.ts';
import { openConnection, type OpenOutcome, type OpenRequest } from './open-connection.ts';

/**
 * Opens a connection as the vendor's library does: an attempt that fails,
 * whatever the reason, is repeated in full as MQTT 3.1, name, TCP connection and
 * what lies above it included. Both share one limit, so nothing is repeated
 * when it is used up.
 */
export function openWithFallback(
  request: OpenRequest,
  createClient: () => MqttClient,
  departures: Departures,
  done: (outcome: OpenOutcome) => void,
): Pending {
  let pending = openConnection(request, createClient(), (outcome) => {
    if (outcome !== 'failed' || request.limit.hasPassed) {
      done(outcome);
      return;
    }
    departures.note('mqttV31Fallback');
    const options = { ...request.options, protocolLevel: 3 } as const;
    pending = openConnection({ ...request, options }, createClient(), done);
  });
  return { cancel: () => pending.cancel() };
}
