import { madeCertificate, testCa, testClient, testServer, type MadeCertificate } from '@w800/tls';

const files = new Map(
  Object.entries({ 'test-ca': testCa, 'test-server': testServer, 'test-client': testClient }),
);
const read = new Map<string, MadeCertificate>();

/**
 * A certificate that every world has, as it comes with the product. It is read
 * when it is asked for, since most runs need none.
 */
export function builtInCertificate(name: string): MadeCertificate | undefined {
  const texts = files.get(name);
  if (texts === undefined) return undefined;
  const certificate = read.get(name) ?? madeCertificate(texts.pem, texts.keyPem);
  read.set(name, certificate);
  return certificate;
}

/** What they are called. */
export const builtInCertificateNames: readonly string[] = [...files.keys()];
