import type { Certificate } from './certificate.ts';
import { sameText } from './distinguished-name.ts';

const commonName = '2.5.4.3';

/**
 * Does mbedTLS take the certificate for this host? The dNSNames decide if the
 * certificate has a subjectAltName at all, and its CN otherwise. An asterisk
 * stands for the whole first label; an address is compared as if it were a name.
 *
 * Source: mbedTLS 3.4.0 x509_crt.c, x509_crt_verify_name.
 */
export function hostNameMatches(certificate: Certificate, hostName: string): boolean {
  const host = bytesOf(hostName);
  const names =
    certificate.dnsNames?.map(bytesOf) ??
    certificate.subjectName.filter(({ type }) => type === commonName).map(({ value }) => value);
  return names.some((name) => sameText(name, host) || wildcardMatches(name, host));
}

/**
 * Is the certificate made for this host, name or IPv4 address, as a careful
 * client sees it? For telling that a module which does not look has accepted
 * somebody else.
 */
export function isMadeFor(certificate: Certificate, host: string): boolean {
  return certificate.ipAddresses?.includes(host) === true || hostNameMatches(certificate, host);
}

/** Source: mbedTLS 3.4.0 x509_crt.c, x509_check_wildcard. */
function wildcardMatches(name: Uint8Array, host: Uint8Array): boolean {
  const [asterisk, dot] = bytesOf('*.');
  if (name.length < 3 || name[0] !== asterisk || name[1] !== dot) return false;
  const firstDot = host.indexOf(dot ?? 0);
  return firstDot > 0 && sameText(name.subarray(1), host.subarray(firstDot));
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}
