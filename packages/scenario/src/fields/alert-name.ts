import type { AlertName } from '@w800/tls';
import { z } from 'zod';

const alerts = [
  'close_notify',
  'unexpected_message',
  'bad_record_mac',
  'record_overflow',
  'handshake_failure',
  'bad_certificate',
  'unsupported_certificate',
  'certificate_revoked',
  'certificate_expired',
  'certificate_unknown',
  'illegal_parameter',
  'unknown_ca',
  'access_denied',
  'decode_error',
  'decrypt_error',
  'protocol_version',
  'insufficient_security',
  'internal_error',
  'inappropriate_fallback',
  'user_canceled',
  'no_renegotiation',
  'missing_extension',
  'unsupported_extension',
  'unrecognized_name',
  'unknown_psk_identity',
  'certificate_required',
  'no_application_protocol',
] as const satisfies readonly AlertName[];

/** A field holding what a TLS alert is called. */
export const alertName = z.enum(alerts);
