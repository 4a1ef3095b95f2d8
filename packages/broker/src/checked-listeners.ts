import { BrokerError } from './broker-error.ts';
import type { BrokerOptions } from './broker-options.ts';
import { checkListener } from './check-listener.ts';
import type { ListenerOptions } from './listener-options.ts';

/**
 * All listeners of a broker, its own port first.
 * @throws BrokerError for any that makes no sense
 */
export function checkedListeners(broker: BrokerOptions): readonly ListenerOptions[] {
  const { port: own, tls, websocket, listeners = [] } = broker;
  const all = [{ port: own, tls, websocket }, ...listeners];
  for (const [index, options] of all.entries()) {
    checkListener(options);
    const isTaken = all.slice(0, index).some(({ port }) => port === options.port);
    if (!isTaken) continue;
    throw new BrokerError(
      'BROKER_BAD_LISTENER',
      `two listeners have port ${options.port}`,
      'give each a port of its own',
    );
  }
  return all;
}
