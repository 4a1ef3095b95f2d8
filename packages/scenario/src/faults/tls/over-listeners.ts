import type { Listener, ServingOverlay } from '@w800/broker';
import { StepFailure } from '../../step-failure.ts';
import type { Repair } from '../define-fault.ts';
import type { FaultSites } from '../fault-sites.ts';
import { portProtocols, type PortProtocol } from './port-protocol.ts';

interface Where {
  /** Which broker; the first of the world if none is named. */
  readonly host?: string | undefined;
  /** Which port; all that speak it if none is named. */
  readonly port?: number | undefined;
  readonly speaks: PortProtocol;
  /** What lies there under that name is replaced. */
  readonly layer: string;
}

/**
 * Lays something over what the ports of a broker serve.
 * @throws StepFailure where none of them speaks it
 * @returns what takes it away
 */
export function overListeners(
  { broker }: FaultSites,
  overlay: ServingOverlay,
  { host, port, speaks, layer }: Where,
): Repair {
  const { listeners } = broker(host);
  const repairs = listeners
    .filter((one) => one[speaks] !== undefined && (port ?? one.port) === one.port)
    .map((one) => one.overlay(overlay, layer));
  if (repairs.length === 0) throw noSuch(listeners, portProtocols[speaks], port);
  return () => {
    for (const repair of repairs) repair();
  };
}

function noSuch(listeners: readonly Listener[], protocol: string, port?: number): StepFailure {
  const who = port === undefined ? 'no port' : `not port ${port}`;
  const message = `${who} of the broker speaks ${protocol}`;
  const known = listeners.map((one) => `port ${one.port}`);
  return new StepFailure(message, `a port that speaks ${protocol}`, known);
}
