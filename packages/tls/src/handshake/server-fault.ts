import type { Duration } from '@w800/kernel';
import type { AlertName } from '../record/alert.ts';

/** What a server sends in a handshake, in order; some only if it applies. */
export const serverSteps = [
  'server_hello',
  'certificate',
  'server_key_exchange',
  'certificate_request',
  'server_hello_done',
  'new_session_ticket',
  'change_cipher_spec',
  'finished',
] as const;

export type ServerStep = (typeof serverSteps)[number];

/** What a server does wrong, instead of or before a step. */
export type ServerFault =
  /**
   * `close` FIN, `reset` RST, `silence` nothing more, `drop` the step is left out,
   * `corrupt` its last byte is wrong.
   */
  | {
      readonly at: ServerStep;
      readonly act: 'close' | 'reset' | 'silence' | 'drop' | 'corrupt';
    }
  /** A fatal alert. */
  | { readonly at: ServerStep; readonly act: 'alert'; readonly alert: AlertName }
  /** The step comes so much later. */
  | { readonly at: ServerStep; readonly act: 'delay'; readonly delayNs: Duration };
