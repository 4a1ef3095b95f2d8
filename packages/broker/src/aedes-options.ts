import { Buffer } from 'node:buffer';
import type { AedesOptions, AuthenticateError, Client } from 'aedes';
import type { BrokerOptions } from './broker-options.ts';

/** The longest a timer of the library can be: 24 days. */
const timerMaxMs = 2 ** 31 - 1;

// CONNACK return codes; the library declares them as a type only.
const identifierRejected = 2;
const badUserNameOrPassword = 4;

/** How the library is set up so that a run repeats and an idle world stays idle. */
export function aedesOptions(options: BrokerOptions): AedesOptions {
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
      done(null, true);
    },
    authenticate: (client, username, password, done) => {
      // [MQTT-3.1.3-8]: a kept session needs a name of its own.
      if (nameless.has(client) && !client.clean) done(refusal(identifierRejected), false);
      else if (isWelcome(users, username, password)) done(null, true);
      else done(refusal(badUserNameOrPassword), false);
    },
    authorizeForward: (_client, packet) => {
      // [MQTT-3.3.1-3]: the DUP flag of a publisher is not passed on.
      packet.dup = false;
      return packet;
    },
  };
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
