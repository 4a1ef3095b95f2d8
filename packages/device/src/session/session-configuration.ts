import type { ByteString } from '@w800/at';
import type { Heap } from '@w800/memory';
import { HeldBlocks } from '../sockets/held-blocks.ts';
import {
  unsetAddress,
  unsetUser,
  type BrokerAddress,
  type ConnectionSettings,
  type UserSettings,
} from './session-settings.ts';

/** What a LONG command sets. */
export type LongField = 'clientId' | 'username' | 'password';

/** What the host has configured for the next session, from boot or AT+MQTTCLEAN on. */
export class SessionConfiguration {
  user: UserSettings = unsetUser;
  /** Where the last connect that did not fail was told to go. */
  address: BrokerAddress = unsetAddress;

  private names: readonly ByteString[] = [];
  private stored: ConnectionSettings | undefined;
  /** By field: the short values lie in the settings themselves, long ones beside them. */
  private readonly longValues = new Map<LongField, HeldBlocks>();
  private alpn: HeldBlocks;
  private readonly heap: Heap;
  private readonly keepaliveDefaultSeconds: number;
  private readonly changed: () => void;

  /** @param changed called when what the state of the session rests on was set */
  constructor(heap: Heap, keepaliveDefaultSeconds: number, changed: () => void) {
    this.heap = heap;
    this.alpn = this.blocks();
    this.keepaliveDefaultSeconds = keepaliveDefaultSeconds;
    this.changed = changed;
  }

  /** ALPN, in the order it goes into ClientHello. */
  get protocols(): readonly ByteString[] {
    return this.names;
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
    this.forgetAside();
    this.changed();
  }

  /** A value of its own block; false, and the value is as before, when that does not fit. */
  setLong(field: LongField, value: ByteString): boolean {
    const blocks = this.blocks();
    if (!blocks.take([value.length + 1])) return false;
    this.longValues.get(field)?.release();
    this.longValues.set(field, blocks);
    this.user = { ...this.user, [field]: value };
    return true;
  }

  /** A value that the settings themselves have room for. */
  setShort(field: LongField, value: ByteString): void {
    this.longValues.get(field)?.release();
    this.user = { ...this.user, [field]: value };
  }

  /** ALPN; false, and it is as before, when the names do not fit into the heap. */
  setProtocols(names: readonly ByteString[]): boolean {
    const blocks = this.blocks();
    if (!blocks.take(names.map((name) => name.length + 1))) return false;
    this.alpn.release();
    this.alpn = blocks;
    this.names = names;
    return true;
  }

  /** `AT+MQTTCONNCFG`: a keepalive of 0 is replaced by the default. */
  setConnection(connection: ConnectionSettings): void {
    const keepaliveSeconds = connection.keepaliveSeconds || this.keepaliveDefaultSeconds;
    this.stored = { ...connection, keepaliveSeconds };
    this.changed();
  }

  clear(): void {
    this.user = unsetUser;
    this.forgetAside();
    this.address = unsetAddress;
    this.stored = undefined;
  }

  /** What lies beside the settings. */
  private forgetAside(): void {
    for (const blocks of this.longValues.values()) blocks.release();
    this.alpn.release();
    this.names = [];
  }

  private blocks(): HeldBlocks {
    return new HeldBlocks(this.heap, 'mqtt.configuration');
  }
}
