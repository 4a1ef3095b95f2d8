import type { CertificateError } from '@w800/tls';

/** What is wrong with a certificate, and what to do, as sentences of a problem. */
export function certificateTrouble({ message, fix }: CertificateError): {
  readonly what: string;
  readonly fix: string;
} {
  // What is typed keeps its letters.
  const sentence = /^(openssl|pathLength|sha256) /.test(fix)
    ? fix
    : fix.replace(/^./, (first) => first.toUpperCase());
  return { what: message.slice(0, -` (${fix})`.length), fix: `${sentence}.` };
}
