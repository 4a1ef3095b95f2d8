import type { Codec } from './codec.ts';

/** A value the module keeps over a restart. */
export interface Setting<Value> {
  /** Its name in flash; at most 15 characters. */
  readonly key: string;
  /** What holds when nothing is stored. */
  readonly initial: Value;
  readonly codec: Codec<Value>;
  /** Stored whatever `AT+SYSSTORE` says. */
  readonly always: boolean;
}

/**
 * Declares a setting; `Settings.read` and `Settings.write` take it:
 *
 *     export const hostName = defineSetting('wifi.hostname', '', textCodec);
 *
 *     settings.write(hostName, 'w800'); // to flash too while SYSSTORE is 1
 *     settings.read(hostName);
 *
 * `integerCodec`, `textCodec`, `optionalCodec` and `recordCodec` are in
 * `codec.ts`. A setting that is stored in either store mode says
 * `{ always: true }`. What is not to outlive a restart is no setting.
 */
export function defineSetting<Value>(
  key: string,
  initial: Value,
  codec: Codec<Value>,
  { always = false }: { readonly always?: boolean } = {},
): Setting<Value> {
  return { key, initial, codec, always };
}
