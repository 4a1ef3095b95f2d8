import { CertificateMaker } from '../certificate/make-certificate.ts';

const year = 31_536_000;
/** The moment the tests take for now: in the middle of every certificate's life. */
export const now = 1_700_000_000;

const maker = new CertificateMaker();
const lifetime = { notBefore: now - year, notAfter: now + year };

const rsaCa = maker.make({
  subject: { CN: 'RSA authority' },
  key: 'rsa-2048-ca',
  isCa: true,
  ...lifetime,
});
export const ecCa = maker.make({
  subject: { CN: 'EC authority' },
  key: 'p-256-ca',
  isCa: true,
  ...lifetime,
});

const server = { subject: { CN: 'broker.test' }, dnsNames: ['broker.test'], ...lifetime };

export const rsaServer = maker.make({ ...server, issuer: rsaCa, key: 'rsa-2048-server' });
export const ecServer = maker.make({ ...server, issuer: ecCa, key: 'p-256-server' });
/** For the suites whose name says ECDH_RSA. */
export const ecServerOfRsa = maker.make({ ...server, issuer: rsaCa, key: 'p-384' });

/** A server with one of each kind. */
export const identities = [rsaServer, ecServer];

const client = { subject: { CN: 'module' }, ...lifetime };

export const rsaClient = maker.make({ ...client, issuer: rsaCa, key: 'rsa-2048-client' });
export const ecClient = maker.make({ ...client, issuer: ecCa, key: 'p-256' });

/** What both sides trust. */
export const trust = [rsaCa.certificate, ecCa.certificate];
