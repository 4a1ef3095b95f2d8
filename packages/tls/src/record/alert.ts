/** Alerts of TLS 1.2 [RFC 5246 7.2], and those that came with its extensions. */
const alertIds = {
  close_notify: 0,
  unexpected_message: 10,
  bad_record_mac: 20,
  record_overflow: 22,
  handshake_failure: 40,
  no_certificate: 41,
  bad_certificate: 42,
  unsupported_certificate: 43,
  certificate_revoked: 44,
  certificate_expired: 45,
  certificate_unknown: 46,
  illegal_parameter: 47,
  unknown_ca: 48,
  access_denied: 49,
  decode_error: 50,
  decrypt_error: 51,
  protocol_version: 70,
  insufficient_security: 71,
  internal_error: 80,
  inappropriate_fallback: 86,
  user_canceled: 90,
  no_renegotiation: 100,
  missing_extension: 109,
  unsupported_extension: 110,
  unrecognized_name: 112,
  unknown_psk_identity: 115,
  certificate_required: 116,
  no_application_protocol: 120,
} as const;

type KnownAlert = keyof typeof alertIds;

/** The registered name, or for others the number a peer sent: `alert_99`. */
export type AlertName = KnownAlert | `alert_${number}`;

export interface Alert {
  readonly level: 'warning' | 'fatal';
  readonly name: AlertName;
}

const ids = new Map<AlertName, number>();
const names = new Map<number, AlertName>();
for (let id = 0; id <= 255; id += 1) note(`alert_${id}`, id);
for (const [name, id] of Object.entries(alertIds)) note(name as KnownAlert, id);

const warning = 1;
const fatal = 2;

/** The payload of an alert record. */
export function encodeAlert({ level, name }: Alert): Uint8Array {
  return Uint8Array.of(level === 'fatal' ? fatal : warning, ids.get(name) ?? 0);
}

/**
 * Every level but `fatal` counts as a warning, as with mbedTLS.
 * @returns undefined if the payload is not exactly one alert
 */
export function decodeAlert(payload: Uint8Array): Alert | undefined {
  const [level, id] = payload;
  if (payload.length !== 2 || id === undefined) return undefined;
  const name = names.get(id);
  return name && { level: level === fatal ? 'fatal' : 'warning', name };
}

function note(name: AlertName, id: number): void {
  ids.set(name, id);
  names.set(id, name);
}
