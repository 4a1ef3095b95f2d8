import type { HashName } from './hash.ts';
import type { PrfHash } from './prf.ts';

export type CipherName =
  | 'chacha20-poly1305'
  | 'aes-256-gcm'
  | 'aes-128-gcm'
  | 'aes-256-cbc'
  | 'aes-128-cbc';

/** What two peers agree on. */
export interface CipherSuite {
  readonly id: number;
  /** As IANA registers it. */
  readonly name: string;
  /** With `ecdh` the server's half is the key in its certificate. */
  readonly keyExchange: 'ecdhe' | 'ecdh' | 'rsa';
  /** The kind of key that signs; with `ecdh`, the kind of the certificate's issuer. */
  readonly authentication: 'rsa' | 'ecdsa';
  readonly cipher: CipherName;
  /** Of the suites with CBC; the others authenticate by themselves. */
  readonly mac?: HashName;
  readonly prfHash: PrfHash;
}

/**
 * The suites the module has, in the order of preference of mbedTLS 3.4.0. Its
 * configuration leaves out DHE, CCM, Camellia and ARIA; suites with a
 * pre-shared key are not offered because none is set for MQTT.
 */
export const suites: readonly CipherSuite[] = [
  suite(0xcca8, 'ECDHE_RSA', 'CHACHA20_POLY1305_SHA256'),
  suite(0xcca9, 'ECDHE_ECDSA', 'CHACHA20_POLY1305_SHA256'),
  suite(0xc02c, 'ECDHE_ECDSA', 'AES_256_GCM_SHA384'),
  suite(0xc030, 'ECDHE_RSA', 'AES_256_GCM_SHA384'),
  suite(0xc024, 'ECDHE_ECDSA', 'AES_256_CBC_SHA384'),
  suite(0xc028, 'ECDHE_RSA', 'AES_256_CBC_SHA384'),
  suite(0xc00a, 'ECDHE_ECDSA', 'AES_256_CBC_SHA'),
  suite(0xc014, 'ECDHE_RSA', 'AES_256_CBC_SHA'),
  suite(0xc02b, 'ECDHE_ECDSA', 'AES_128_GCM_SHA256'),
  suite(0xc02f, 'ECDHE_RSA', 'AES_128_GCM_SHA256'),
  suite(0xc023, 'ECDHE_ECDSA', 'AES_128_CBC_SHA256'),
  suite(0xc027, 'ECDHE_RSA', 'AES_128_CBC_SHA256'),
  suite(0xc009, 'ECDHE_ECDSA', 'AES_128_CBC_SHA'),
  suite(0xc013, 'ECDHE_RSA', 'AES_128_CBC_SHA'),
  suite(0x009d, 'RSA', 'AES_256_GCM_SHA384'),
  suite(0x003d, 'RSA', 'AES_256_CBC_SHA256'),
  suite(0x0035, 'RSA', 'AES_256_CBC_SHA'),
  suite(0xc032, 'ECDH_RSA', 'AES_256_GCM_SHA384'),
  suite(0xc02a, 'ECDH_RSA', 'AES_256_CBC_SHA384'),
  suite(0xc00f, 'ECDH_RSA', 'AES_256_CBC_SHA'),
  suite(0xc02e, 'ECDH_ECDSA', 'AES_256_GCM_SHA384'),
  suite(0xc026, 'ECDH_ECDSA', 'AES_256_CBC_SHA384'),
  suite(0xc005, 'ECDH_ECDSA', 'AES_256_CBC_SHA'),
  suite(0x009c, 'RSA', 'AES_128_GCM_SHA256'),
  suite(0x003c, 'RSA', 'AES_128_CBC_SHA256'),
  suite(0x002f, 'RSA', 'AES_128_CBC_SHA'),
  suite(0xc031, 'ECDH_RSA', 'AES_128_GCM_SHA256'),
  suite(0xc029, 'ECDH_RSA', 'AES_128_CBC_SHA256'),
  suite(0xc00e, 'ECDH_RSA', 'AES_128_CBC_SHA'),
  suite(0xc02d, 'ECDH_ECDSA', 'AES_128_GCM_SHA256'),
  suite(0xc025, 'ECDH_ECDSA', 'AES_128_CBC_SHA256'),
  suite(0xc004, 'ECDH_ECDSA', 'AES_128_CBC_SHA'),
];

/** A value in the list of suites that is none, but tells the server something [RFC 5746 3.3]. */
export const signallingSuites = { renegotiation: 0x00ff } as const;

const byId = new Map(suites.map((each) => [each.id, each]));

export function suiteOf(id: number): CipherSuite | undefined {
  return byId.get(id);
}

type Agreement = 'ECDHE_RSA' | 'ECDHE_ECDSA' | 'ECDH_RSA' | 'ECDH_ECDSA' | 'RSA';
type Protection =
  | 'CHACHA20_POLY1305_SHA256'
  | 'AES_256_GCM_SHA384'
  | 'AES_128_GCM_SHA256'
  | 'AES_256_CBC_SHA384'
  | 'AES_256_CBC_SHA256'
  | 'AES_256_CBC_SHA'
  | 'AES_128_CBC_SHA256'
  | 'AES_128_CBC_SHA';

/** Everything a suite is, read from its two halves, as their names are built by rule. */
function suite(id: number, agreement: Agreement, protection: Protection): CipherSuite {
  const [exchange = ''] = agreement.split('_');
  const cipher = cipherOf(protection);
  const hash = protection.endsWith('_SHA384') ? 'sha384' : 'sha256';
  return {
    id,
    name: `TLS_${agreement}_WITH_${protection}`,
    keyExchange: exchange === 'ECDHE' ? 'ecdhe' : exchange === 'ECDH' ? 'ecdh' : 'rsa',
    authentication: agreement.endsWith('ECDSA') ? 'ecdsa' : 'rsa',
    cipher,
    // A suite that only says SHA authenticates with SHA-1 and draws keys with SHA-256.
    ...(cipher.endsWith('cbc') && { mac: protection.endsWith('_SHA') ? 'sha1' : hash }),
    prfHash: hash,
  };
}

function cipherOf(protection: Protection): CipherName {
  if (protection === 'CHACHA20_POLY1305_SHA256') return 'chacha20-poly1305';
  const size = protection.startsWith('AES_256') ? '256' : '128';
  return protection.includes('GCM') ? `aes-${size}-gcm` : `aes-${size}-cbc`;
}
