import type { Scheme } from './schemes.ts';

/** What produces a situation outside of the twin. */
export type RealServer = {
  /** The schemes it is tried with; the verdict of each has to be that of the twin's world. */
  readonly schemes: readonly Scheme[];
} & (
  | {
      /** A listener with the certificates of the situation. */
      readonly by: 'mosquitto';
    }
  | {
      /** `openssl s_server` with these arguments; `PEM:name` is the file of a certificate. */
      readonly by: 's_server';
      readonly args: readonly string[];
      /** What it has to print of each attempt: whatever happens, it speaks no MQTT. */
      readonly says: string;
    }
  | {
      /** A bare socket that reads what comes first and then does this. */
      readonly by: 'socket';
      readonly does: 'close' | 'reset' | 'nothing';
    }
  | {
      /** An HTTP server of this machine that answers the upgrade like that. */
      readonly by: 'upgrade';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** Whether the accept key fits. Default true. */
      readonly acceptFits?: boolean;
      /** Accepts the CONNECT and then sends a Close frame with this code. */
      readonly closeCode?: number;
    }
);
