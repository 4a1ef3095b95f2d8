import { readPeerChain, type PeerChain } from '../certificate/peer-chain.ts';
import { decodeCertificates } from './messages/certificate-message.ts';

/** mbedTLS takes nothing shorter for a certificate. */
const certificateBytesMin = 128;

/** The chain in a Certificate message; a client's may be empty. */
export function readPeerCertificates(
  body: Uint8Array,
  mayBeEmpty: boolean,
): PeerChain | { readonly ok: false; readonly alert: 'decode_error' } {
  const ders = decodeCertificates(body);
  if (ders === undefined || ders.some(({ length }) => length < certificateBytesMin)) {
    return { ok: false, alert: 'decode_error' };
  }
  if (ders.length > 0) return readPeerChain(ders.map((der) => der.slice()));
  return mayBeEmpty ? { ok: true, chain: [] } : { ok: false, alert: 'decode_error' };
}
