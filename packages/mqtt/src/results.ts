/** How an attempt to open a session ended. `code` is the CONNACK return code, 1 to 255. */
export type ConnectResult =
  | { readonly ok: true; readonly sessionPresent: boolean }
  | { readonly ok: false; readonly reason: 'refused'; readonly code: number }
  | {
      readonly ok: false;
      readonly reason: 'closed' | 'timeout' | 'protocol' | 'no-memory' | 'invalid';
    };

/**
 * How an exchange with the broker ended. `invalid`: MQTT cannot carry the text,
 * which is ill-formed UTF-8, holds U+0000 or a wildcard in a topic name, or is
 * no topic filter; nothing was sent.
 */
export type ExchangeResult = 'ok' | 'timeout' | 'closed' | 'no-memory' | 'invalid';

/** How a SUBSCRIBE ended; `refused` is return code 0x80 in SUBACK. */
export type SubscribeResult = ExchangeResult | 'refused';
