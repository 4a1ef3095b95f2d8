import { CertificateMaker, madeCertificate, testCa, testClient, testServer } from '@w800/tls';
import { today } from './today.ts';

const year = 31_536_000;
const maker = new CertificateMaker();
const lifetime = { notBefore: today - year, notAfter: today + year };
const ca = madeCertificate(testCa.pem, testCa.keyPem);

/** Who meets whom in the tests. */
export const identities = {
  ca,
  server: madeCertificate(testServer.pem, testServer.keyPem),
  client: madeCertificate(testClient.pem, testClient.keyPem),
  ecServer: maker.make({
    subject: { CN: 'broker' },
    issuer: ca,
    key: 'p-256-server',
    ...lifetime,
  }),
  /** Signed by itself. */
  stranger: maker.make({ subject: { CN: 'stranger' }, key: 'p-256', ...lifetime }),
  expiredClient: maker.make({
    subject: { CN: 'old module' },
    issuer: ca,
    key: 'p-256',
    notBefore: today - 2 * year,
    notAfter: today - year,
  }),
};
