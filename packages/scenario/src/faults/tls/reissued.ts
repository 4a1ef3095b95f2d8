import {
  CertificateMaker,
  fixtureKeyNames,
  type Certificate,
  type CertificateRequest,
  type Identity,
  type MadeCertificate,
} from '@w800/tls';

/** Who signs, undefined for its own key, and what is to be otherwise. */
export type Reissue = Partial<Omit<CertificateRequest, 'issuer'>> & {
  readonly issuer: MadeCertificate | undefined;
};

/** Signing takes long, and a fault often comes again. */
const known = new WeakMap<Certificate, Map<string, MadeCertificate>>();

/** A certificate for the same server, and behind it what was sent before. */
export function reissued({ key, chain }: Identity, change: Reissue): Identity {
  const [own, ...above] = chain;
  if (own === undefined) return { key, chain };
  const made = make(own, change);
  return { key: made.key, chain: [made.certificate, ...above] };
}

function make(own: Certificate, { issuer, ...change }: Reissue): MadeCertificate {
  const before = known.get(own) ?? new Map<string, MadeCertificate>();
  known.set(own, before);
  const key = JSON.stringify([issuer?.pem, change]);
  const signer = issuer === undefined ? {} : { issuer };
  const made =
    before.get(key) ?? new CertificateMaker().make({ ...like(own), ...change, ...signer });
  before.set(key, made);
  return made;
}

/** The kind of key stays, since the suite goes with it. */
function like(own: Certificate): CertificateRequest {
  const { subject, notBefore, notAfter, dnsNames, ipAddresses, publicKey } = own;
  const kind = publicKey.kind === 'rsa' ? 'rsa-2048' : publicKey.curve.toLowerCase();
  return {
    subject: { CN: /^CN=([^,]+)/.exec(subject)?.[1] ?? 'broker' },
    notBefore,
    notAfter,
    key: fixtureKeyNames.find((name) => name === kind) ?? 'rsa-2048',
    ...(dnsNames === undefined ? {} : { dnsNames }),
    ...(ipAddresses === undefined ? {} : { ip: ipAddresses }),
  };
}
