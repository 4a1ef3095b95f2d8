import type { QoS } from './wire/qos.ts';

/** An application message, received or to be published. */
export interface MqttMessage {
  readonly topic: Uint8Array;
  readonly payload: Uint8Array;
  readonly qos: QoS;
  readonly retain: boolean;
  /** The broker may have delivered it before. */
  readonly dup: boolean;
}

/**
 * Why an accepted session ended: `peer` the broker closed it, `stream` the
 * connection died below MQTT, `keepalive` no PINGRESP came, `timeout` no
 * SUBACK or UNSUBACK came, `protocol` the broker broke MQTT, `no-memory` a
 * packet did not fit in the heap.
 */
export type SessionEnd = 'peer' | 'keepalive' | 'protocol' | 'timeout' | 'stream' | 'no-memory';

/** What a client tells its owner. */
export interface MqttClientEvents {
  /**
   * A message arrived. The client holds heap for it until `handled` is called,
   * at the latest until the session ends.
   */
  message(message: MqttMessage, handled: () => void): void;
  /**
   * An accepted session ended without `disconnect` or `abort`. Comes once, and
   * before the callbacks of exchanges that end with it.
   */
  closed(reason: SessionEnd): void;
  /** A message was acknowledged and dropped, because too many wait to be handled. */
  lost?(message: MqttMessage): void;
}
