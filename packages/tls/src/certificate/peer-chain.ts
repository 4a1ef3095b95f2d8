import { CertificateError } from './certificate-error.ts';
import type { Certificate } from './certificate.ts';
import { knownCertificate } from './known-certificate.ts';

/** What mbedTLS makes of the list in a Certificate message. */
export type PeerChain =
  | { readonly ok: true; readonly chain: readonly Certificate[] }
  | {
      readonly ok: false;
      readonly alert: 'bad_certificate' | 'unsupported_certificate';
      readonly what: string;
    };

/**
 * Reads the certificates a peer has sent. One that is signed by an algorithm
 * mbedTLS does not know is passed over, since the others may do without it;
 * anything else that cannot be read ends the handshake, even where nothing is
 * verified.
 *
 * Source: mbedTLS 3.4.0 ssl_tls.c, ssl_parse_certificate_chain.
 */
export function readPeerChain(list: readonly Uint8Array[]): PeerChain {
  const chain: Certificate[] = [];
  for (const der of list) {
    try {
      chain.push(knownCertificate(der));
    } catch (error) {
      if (!(error instanceof CertificateError)) throw error;
      if (error.code === 'CERTIFICATE_SIGNATURE_TYPE') continue;
      const alert =
        error.code === 'CERTIFICATE_VERSION' ? 'unsupported_certificate' : 'bad_certificate';
      return { ok: false, alert, what: error.message };
    }
  }
  if (chain.length > 0) return { ok: true, chain };
  return { ok: false, alert: 'bad_certificate', what: 'no certificate that mbedTLS can read' };
}
