import type { Instant } from '@w800/kernel';
import type { QoS } from './wire/qos.ts';

/** The message the broker publishes when the session ends without DISCONNECT. */
export interface Will {
  /** 1 to 65,535 bytes. */
  readonly topic: Uint8Array;
  /** 0 to 65,535 bytes. */
  readonly payload: Uint8Array;
  readonly qos: QoS;
  readonly retain: boolean;
}

/** What CONNECT carries. Byte strings are sent as they are, at most 65,535 bytes each. */
export interface ConnectOptions {
  /** Empty: the broker invents one, provided the session is clean. */
  readonly clientId: Uint8Array;
  readonly username?: Uint8Array;
  /** Not without a user name. */
  readonly password?: Uint8Array;
  /** 0 to 65,535; 0 switches the keepalive off. */
  readonly keepaliveSeconds: number;
  readonly cleanSession: boolean;
  readonly will?: Will;
  /** 4 is MQTT 3.1.1, 3 is MQTT 3.1, which calls itself MQIsdp. Default 4. */
  readonly protocolLevel?: 3 | 4;
  /** When the attempt began, transport included: its limit counts from there. Default now. */
  readonly startedAt?: Instant;
}
