import type { ModuleInput, Twin, WorldInput } from '@w800/scenario';

import type { RealServer } from './real-server.ts';
import type { Scheme } from './schemes.ts';

type BrokerInput = Extract<NonNullable<WorldInput['broker']>, { readonly host: string }>;
export type TlsInput = Exclude<NonNullable<BrokerInput['tls']>, true>;
export type WebSocketInput = Exclude<NonNullable<BrokerInput['websocket']>, true>;
export type CertificatesInput = NonNullable<WorldInput['certificates']>;

/** What a module can meet on its way to a broker, below MQTT. */
export interface Situation {
  /** Stable and short: `unknown-authority`. */
  readonly name: string;
  /** What the server is or does, and what is unusual about the module, in a few words. */
  readonly what: string;
  /** The schemes it is about. */
  readonly about: readonly Scheme[];
  /** Those of them that connect all the same, as the documents have it. */
  readonly connects: readonly Scheme[];
  /** Certificates beside the usual ones, of which `server` and `module` may be replaced. */
  readonly certificates?: CertificatesInput;
  /** How the server's ports speak TLS. Default: with the usual certificate. */
  readonly tls?: TlsInput;
  /** How they speak WebSocket. */
  readonly websocket?: WebSocketInput;
  /** What is in the module's slots. Default: the usual authority and its own certificate. */
  readonly module?: ModuleInput;
  /** The module's clock was not set, and shows 2000. Default false. */
  readonly isClockUnset?: boolean;
  /** What `AT+MQTTALPN` offers. Default: nothing. */
  readonly alpn?: readonly string[];
  /** The module connects to the port of another transport. Default: to that of its scheme. */
  readonly isOtherPort?: boolean;
  /** What the trace tells of it is told once a run, so each scheme has a run of its own. */
  readonly isToldOnce?: boolean;
  /** What breaks while it connects. */
  readonly fault?: Parameters<Twin['fault']>[0];
  /** Once the module is connected the server sends a Close frame with this code. */
  readonly closeCode?: number;
  /** What produces it outside of the twin; a text says why nothing does. */
  readonly real: RealServer | string;
}
