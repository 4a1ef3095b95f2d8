import { toBytes } from '@w800/at';
import type { ConnectOptions } from '@w800/mqtt';
import type { ConnectionSettings, UserSettings } from './session-settings.ts';

/**
 * The CONNECT packet the settings ask for. An empty user name leaves the user
 * name out, and with it the password [MQTT-3.1.2-22].
 */
export function connectOptions(user: UserSettings, connection: ConnectionSettings): ConnectOptions {
  const withUsername = user.username !== '';
  const withPassword = withUsername && user.password !== '';
  return {
    clientId: toBytes(user.clientId),
    keepaliveSeconds: connection.keepaliveSeconds,
    cleanSession: connection.disableCleanSession === 0,
    ...(withUsername ? { username: toBytes(user.username) } : {}),
    ...(withPassword ? { password: toBytes(user.password) } : {}),
    ...(connection.willTopic === '' ? {} : { will: will(connection) }),
  };
}

function will(connection: ConnectionSettings): NonNullable<ConnectOptions['will']> {
  return {
    topic: toBytes(connection.willTopic),
    payload: toBytes(connection.willMessage),
    qos: connection.willQos as 0 | 1 | 2,
    retain: connection.willRetain === 1,
  };
}
