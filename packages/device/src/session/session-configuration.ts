import type { ByteString } from '@w800/at';
import {
  unsetAddress,
  unsetUser,
  type BrokerAddress,
  type ConnectionSettings,
  type UserSettings,
} from './session-settings.ts';

/** What the host has configured for the next session, from boot or AT+MQTTCLEAN on. */
export class SessionConfiguration {
  user: UserSettings = unsetUser;
  /** ALPN, in the order it goes into ClientHello. */
  protocols: readonly ByteString[] = [];
  /** Where the last connect that did not fail was told to go. */
  address: BrokerAddress = unsetAddress;

  private stored: ConnectionSettings | undefined;
  private readonly keepaliveDefaultSeconds: number;
  private readonly changed: () => void;

  /** @param changed called when what the state of the session rests on was set */
  constructor(keepaliveDefaultSeconds: number, changed: () => void) {
    this.keepaliveDefaultSeconds = keepaliveDefaultSeconds;
    this.changed = changed;
  }

  get userSet(): boolean {
    return this.user !== unsetUser;
  }

  get connectionSet(): boolean {
    return this.stored !== undefined;
  }

  /** As set, or what holds until it is. */
  get connection(): ConnectionSettings {
    return (
      this.stored ?? {
        keepaliveSeconds: this.keepaliveDefaultSeconds,
        disableCleanSession: 0,
        willTopic: '',
        willMessage: '',
        willQos: 0,
        willRetain: 0,
      }
    );
  }

  /** `AT+MQTTUSERCFG`: replaces the user settings, long ones included, and drops ALPN. */
  setUser(user: UserSettings): void {
    this.user = user;
    this.protocols = [];
    this.changed();
  }

  /** `AT+MQTTCONNCFG`: a keepalive of 0 is replaced by the default. */
  setConnection(connection: ConnectionSettings): void {
    const keepaliveSeconds = connection.keepaliveSeconds || this.keepaliveDefaultSeconds;
    this.stored = { ...connection, keepaliveSeconds };
    this.changed();
  }

  clear(): void {
    this.user = unsetUser;
    this.protocols = [];
    this.address = unsetAddress;
    this.stored = undefined;
  }
}
