import type { VerifyFlag } from '../certificate/verify-flag.ts';
import type { AlertName } from '../record/alert.ts';

/** Why a handshake came to nothing, or a session broke. */
export type TlsFailure =
  /** The peer's chain was turned down; the alert that says so was sent. */
  | { readonly kind: 'verify'; readonly flags: readonly VerifyFlag[] }
  /** `in`: the peer gave up; `out`: this side did. */
  | { readonly kind: 'alert'; readonly direction: 'in' | 'out'; readonly name: AlertName }
  /** A handshake message did not come in time. */
  | { readonly kind: 'timeout' }
  /** The stream ended or was reset, or the peer said close_notify. */
  | { readonly kind: 'closed' }
  /** This side gave up without telling the peer why, as mbedTLS does of some faults. */
  | { readonly kind: 'protocol'; readonly what: string };

/** A failure in a few words: `unknown_ca in`, `EXPIRED`. */
export function describeFailure(failure: TlsFailure): string {
  switch (failure.kind) {
    case 'verify':
      return failure.flags.join(' ');
    case 'alert':
      return `${failure.name} ${failure.direction}`;
    case 'protocol':
      return failure.what;
    default:
      return '';
  }
}
