import { Buffer } from 'node:buffer';
import type { AedesOptions, AedesPublishPacket, AuthenticateError, Client } from 'aedes';
import type { BrokerOptions } from './broker-options.ts';
import { matchesFilter } from './matches-filter.ts';

/** The longest a timer of the library can be: 24 days. */
const timerMaxMs = 2 ** 31 - 1;

// CONNACK return codes; the library declares them as a type only.
const identifierRejected = 2;
const badUserNameOrPassword = 4;

/**
 * How the library is set up so that a run repeats and an idle world stays idle.
 * @param connecting told of each CONNECT; the library waits until it calls back
 */
export function aedesOptions(
  options: BrokerOptions,
  connecting: (clientId: string, ready: () => void) => void,
): AedesOptions {
  const { host, port, users } = options;
  const nameless = new WeakSet<Client>();
  let unnamed = 0;
  return {
    // The default is a random UUID.
    id: `${host}:${port}`,
    // The heartbeat speaks to other brokers of a cluster. There are none, and each beat would be
    // an event.
    heartbeatInterval: timerMaxMs,
    // Unlimited, or a burst of publishes makes the library warn of a leak on the terminal.
    concurrency: 0,
    preConnect: (client, packet, done) => {
      if (packet.clientId === '') {
        nameless.add(client);
        unnamed += 1;
        packet.clientId = `unnamed-${unnamed}`;
      }
      connecting(packet.clientId, () => done(null, true));
    },
    authenticate: (client, username, password, done) => {
      // [MQTT-3.1.3-8]: a kept session needs a name of its own.
      if (nameless.has(client) && !client.clean) done(refusal(identifierRejected), false);
      else if (isWelcome(users, username, password)) done(null, true);
      else done(refusal(badUserNameOrPassword), false);
    },
    authorizeForward: (client, packet) => {
      // [MQTT-3.3.1-3]: the DUP flag of a publisher is not passed on. What has an identifier
      // already comes from a kept session, whose flag is its own.
      if (packet.messageId === undefined) packet.dup = false;
      packet.qos = grantedQos(client, packet);
      return packet;
    },
  };
}

/** [MQTT-3.8.4-6]: the library forgets what it granted to a filter with wildcards. */
function grantedQos(client: Client, { topic, qos }: AedesPublishPacket): 0 | 1 | 2 {
  // The library does not declare it.
  const { subscriptions } = client as unknown as {
    readonly subscriptions: Readonly<Record<string, { readonly qos: 0 | 1 | 2 }>>;
  };
  let granted: 0 | 1 | 2 | undefined;
  for (const filter of Object.keys(subscriptions)) {
    if (!matchesFilter(topic, filter)) continue;
    const subscribed = subscriptions[filter]?.qos ?? 0;
    if (granted === undefined || subscribed > granted) granted = subscribed;
  }
  return granted === undefined || granted > qos ? qos : granted;
}

function isWelcome(
  users: BrokerOptions['users'],
  username: string | undefined,
  password: Buffer | undefined,
): boolean {
  if (users === undefined) return true;
  const given = password ?? Buffer.alloc(0);
  return users.some(
    (user) => user.username === username && given.equals(Buffer.from(user.password)),
  );
}

function refusal(returnCode: number): AuthenticateError {
  const error = new Error();
  Object.defineProperty(error, 'returnCode', { value: returnCode });
  return error as AuthenticateError;
}
