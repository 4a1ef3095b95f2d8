import type { Certificate, KeyUsage } from './certificate.ts';
import { checkSignature } from './check-signature.ts';
import { sameBytes, sameName } from './distinguished-name.ts';
import { hostNameMatches } from './host-name.ts';
import { verifyFlags, type VerifyFlag } from './verify-flag.ts';

export interface ChainToVerify {
  /** As the peer sent it, its own certificate first; not empty. */
  readonly chain: readonly Certificate[];
  readonly trust: readonly Certificate[];
  /** Seconds since 1970 by the module's clock; undefined: dates are not looked at. */
  readonly nowSeconds?: number | undefined;
  /** What the peer is to us. */
  readonly purpose: 'server' | 'client';
  /** What the server's key is needed for; a client always signs. By default `ecdhe`. */
  readonly keyExchange?: 'ecdhe' | 'ecdh' | 'rsa';
  /** Undefined: any name will do, which is the module's way. */
  readonly hostName?: string | undefined;
}

export interface ChainVerdict {
  /** In the order of mbedTLS's bits; none: the chain is good. */
  readonly flags: readonly VerifyFlag[];
  /** The chain could not be built to its end, which fails even where a good one is optional. */
  readonly fatal: boolean;
  /** The chain that was found, with the trusted authority at its end if there is one. */
  readonly path: readonly Certificate[];
}

/** MBEDTLS_X509_MAX_INTERMEDIATE_CA */
const intermediatesMax = 8;
/** The least size of an RSA key in mbedtls_x509_crt_profile_default. */
const rsaBitsMin = 2048;
const goodHashes = ['sha256', 'sha384', 'sha512'];

const purposes = { server: '1.3.6.1.5.5.7.3.1', client: '1.3.6.1.5.5.7.3.2' } as const;
const anyPurpose = '2.5.29.37.0';

const neededUsages = {
  ecdhe: 'digitalSignature',
  ecdh: 'keyAgreement',
  rsa: 'keyEncipherment',
} as const satisfies Record<string, KeyUsage>;

/**
 * Judges a chain as mbedTLS does with its default profile: SHA-256 or better,
 * RSA of 2048 bits or more, P-256, P-384 or P-521. Nothing is revoked, because
 * the module is built without revocation lists.
 *
 * Source: mbedTLS 3.4.0 x509_crt.c, x509_crt_verify_restartable_ca_cb and
 * x509_crt_verify_chain; ssl_tls.c, mbedtls_ssl_check_cert_usage.
 */
export function verifyChain(options: ChainToVerify): ChainVerdict {
  const [own] = options.chain;
  if (own === undefined) return { flags: ['MISSING'], fatal: false, path: [] };
  const flags = new Set<VerifyFlag>();
  if (options.hostName !== undefined && !hostNameMatches(own, options.hostName)) {
    flags.add('CN_MISMATCH');
  }
  if (isWeakKey(own)) flags.add('BAD_KEY');
  const { path, complete } = buildPath(options, flags);
  if (!complete) flags.add('OTHER');
  checkUsage(own, options, flags);
  return { flags: verifyFlags.filter((flag) => flags.has(flag)), fatal: !complete, path };
}

/** Climbs from the peer's own certificate to a trusted one, taking notes on the way. */
function buildPath(
  { chain, trust, nowSeconds }: ChainToVerify,
  flags: Set<VerifyFlag>,
): { readonly path: readonly Certificate[]; readonly complete: boolean } {
  const path: Certificate[] = [];
  let child = chain[0];
  let above = chain.slice(1);
  let isTrusted = false;
  let selfIssued = 0;
  while (child !== undefined) {
    path.push(child);
    if (isPast(child, nowSeconds)) flags.add('EXPIRED');
    if (isFuture(child, nowSeconds)) flags.add('FUTURE');
    if (isTrusted) break;
    if (!goodHashes.includes(child.signature.hash)) flags.add('BAD_MD');
    // A certificate that is trusted itself needs no parent, if it is self-issued.
    if (path.length === 1 && isTrustedItself(child, trust)) break;

    const search = { child, nowSeconds, intermediates: path.length - 1 - selfIssued };
    const found = findParent(search, trust, true) ?? findParent(search, above, false);
    if (found === undefined) {
      flags.add('NOT_TRUSTED');
      break;
    }
    if (path.length !== 1 && sameName(child.issuerName, child.subjectName)) selfIssued++;
    if (!found.isTop && path.length > intermediatesMax) return { path, complete: false };
    if (!found.isSigner) flags.add('NOT_TRUSTED');
    if (isWeakKey(found.parent)) flags.add('BAD_KEY');
    child = found.parent;
    isTrusted = found.isTop;
    // Only those sent after a certificate are looked through for its parent.
    if (!isTrusted) above = above.slice(above.indexOf(child) + 1);
  }
  return { path, complete: true };
}

interface Search {
  readonly child: Certificate;
  readonly nowSeconds: number | undefined;
  /** Intermediate authorities passed so far, without the self-issued. */
  readonly intermediates: number;
}

interface Parent {
  readonly parent: Certificate;
  readonly isSigner: boolean;
  readonly isTop: boolean;
}

/**
 * The first candidate that fits, and of those that fit the first that is valid
 * today. A trusted one must have signed the child to fit; of one that was sent,
 * it is only noted when it has not.
 *
 * Source: mbedTLS 3.4.0 x509_crt.c, x509_crt_find_parent_in.
 */
function findParent(
  { child, nowSeconds, intermediates }: Search,
  candidates: readonly Certificate[],
  isTop: boolean,
): Parent | undefined {
  let outdated: Parent | undefined;
  for (const parent of candidates) {
    if (!mayIssue(parent, child, isTop)) continue;
    if (parent.pathLength !== undefined && parent.pathLength < intermediates) continue;
    const isSigner = checkSignature(child, parent.publicKey);
    if (isTop && !isSigner) continue;
    const found = { parent, isSigner, isTop };
    if (!isPast(parent, nowSeconds) && !isFuture(parent, nowSeconds)) return found;
    outdated ??= found;
  }
  return outdated;
}

/**
 * By name an issuer, and an authority that may sign certificates. A trusted
 * certificate of version 1 or 2 has no way to say the latter, so it need not.
 *
 * Source: mbedTLS 3.4.0 x509_crt.c, x509_crt_check_parent.
 */
function mayIssue(parent: Certificate, child: Certificate, isTop: boolean): boolean {
  if (!sameName(child.issuerName, parent.subjectName)) return false;
  if (isTop && parent.version < 3) return true;
  return parent.isCa && (parent.keyUsage?.includes('keyCertSign') ?? true);
}

/** Source: mbedTLS 3.4.0 x509_crt.c, x509_crt_check_ee_locally_trusted. */
function isTrustedItself(own: Certificate, trust: readonly Certificate[]): boolean {
  return (
    sameName(own.issuerName, own.subjectName) && trust.some(({ der }) => sameBytes(der, own.der))
  );
}

function isPast({ notAfter }: Certificate, nowSeconds: number | undefined): boolean {
  return nowSeconds !== undefined && nowSeconds > notAfter;
}

function isFuture({ notBefore }: Certificate, nowSeconds: number | undefined): boolean {
  return nowSeconds !== undefined && nowSeconds < notBefore;
}

/** Every curve that the twin can read is in the profile, so only RSA can be weak. */
function isWeakKey({ publicKey }: Certificate): boolean {
  return publicKey.kind === 'rsa' && publicKey.bits < rsaBitsMin;
}

function checkUsage(
  { keyUsage, extKeyUsage }: Certificate,
  { purpose, keyExchange = 'ecdhe' }: ChainToVerify,
  flags: Set<VerifyFlag>,
): void {
  const needed = purpose === 'client' ? 'digitalSignature' : neededUsages[keyExchange];
  if (keyUsage?.includes(needed) === false) flags.add('KEY_USAGE');
  const isMeant = extKeyUsage?.some((type) => type === purposes[purpose] || type === anyPurpose);
  if (isMeant === false) flags.add('EXT_KEY_USAGE');
}
