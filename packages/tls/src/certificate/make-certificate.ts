import { digest, type HashName } from '../crypto/hash.ts';
import { signDigest } from '../crypto/signature.ts';
import { fixtureKey } from '../fixtures/fixture-key.ts';
import { CertificateError } from './certificate-error.ts';
import { timeRange } from './certificate-time.ts';
import type { CertificateRequest, MadeCertificate } from './certificate-request.ts';
import type { Certificate, PrivateKey } from './certificate.ts';
import { readDer } from './der.ts';
import { makeExtensions } from './make-extensions.ts';
import { writePem } from './pem.ts';
import { publicKeyOf } from './public-key-of.ts';
import { readCertificate, readChain, signatureTypes } from './read-certificate.ts';
import { readPrivateKey } from './read-private-key.ts';
import {
  bits,
  bytesOf,
  integer,
  name,
  parsed,
  publicKeyInfo,
  sequence,
  signatureAlgorithm,
  time,
  wrapped,
  type Block,
} from './der-blocks.ts';

/**
 * Makes certificates that are the same in every run: the keys are fixtures, the
 * signatures need no random numbers, and serial numbers are counted from 1.
 */
export class CertificateMaker {
  #serial = 0n;

  /** @throws CertificateError MAKE_BAD_REQUEST for what no certificate can say */
  make(request: CertificateRequest): MadeCertificate {
    check(request);
    const { issuer } = request;
    const key = readPrivateKey(fixtureKey(request.key));
    const signer = signerOf(request, key);
    const hash = request.signatureHash ?? 'sha256';
    const algorithm = algorithmOf(signer, hash);
    const body = bytesOf(
      sequence(
        ...(request.version === 1 ? [] : [wrapped(0, integer(2n))]),
        integer(++this.#serial),
        algorithm,
        issuer === undefined ? name(request.subject) : subjectOf(issuer.certificate),
        sequence(time(request.notBefore), time(request.notAfter)),
        name(request.subject),
        publicKeyInfo(publicKeyOf(key)),
        ...makeExtensions(request),
      ),
    );
    const signature = signDigest(signer, hash, digest(hash, body));
    if (signature === undefined) {
      throw badRequest(`the key is too short to sign over ${hash}`, 'sha256 fits every key');
    }
    const der = bytesOf(sequence(parsed(body), algorithm, bits(signature)));
    return made(readCertificate(der), fixtureKey(request.key), issuer);
  }
}

/** A certificate that exists already, in the form in which it can issue others. */
export function madeCertificate(chainPem: string, keyPem: string): MadeCertificate {
  const [certificate, ...above] = readChain(chainPem) as [Certificate, ...Certificate[]];
  const pem = writePem('CERTIFICATE', certificate.der);
  const key = readPrivateKey(keyPem);
  return { certificate, chain: [certificate, ...above], key, pem, keyPem, chainPem };
}

function made(
  certificate: Certificate,
  keyPem: string,
  issuer: MadeCertificate | undefined,
): MadeCertificate {
  const pem = writePem('CERTIFICATE', certificate.der);
  const isRoot = issuer === undefined || issuer.certificate.issuer === issuer.certificate.subject;
  const above = isRoot ? [] : issuer.chain;
  const chainPem = isRoot ? pem : pem + issuer.chainPem;
  const key = readPrivateKey(keyPem);
  return { certificate, chain: [certificate, ...above], key, pem, keyPem, chainPem };
}

function signerOf({ signedBy, issuer }: CertificateRequest, own: PrivateKey): PrivateKey {
  if (signedBy !== undefined) return readPrivateKey(fixtureKey(signedBy));
  return issuer?.key ?? own;
}

function algorithmOf({ kind }: PrivateKey, hash: HashName): Block {
  const type = signatureTypes.find(([, of, over]) => of === kind && over === hash)?.[0];
  if (type === undefined) {
    throw badRequest(`an ${kind} key does not sign over ${hash}`, 'sha256 goes with every key');
  }
  return signatureAlgorithm(kind, type);
}

/** The issuer's name byte for byte, since not every reader folds spellings. */
function subjectOf({ toBeSigned, version }: Certificate): Block {
  // A certificate of version 1 does not state its version.
  const subject = readDer(toBeSigned).children[version === 1 ? 4 : 5];
  if (subject === undefined) throw badRequest('the issuer has no name', 'give it a subject');
  return parsed(subject.raw);
}

function check({ notBefore, notAfter, pathLength, isCa }: CertificateRequest): void {
  const areMoments = [notBefore, notAfter].every(
    (moment) => Number.isInteger(moment) && moment >= timeRange.min && moment <= timeRange.max,
  );
  if (!areMoments || notBefore > notAfter) {
    throw badRequest(
      `a certificate cannot be valid from ${notBefore} to ${notAfter}`,
      'two whole numbers of seconds since 1970, the earlier first, up to the year 9999',
    );
  }
  if (pathLength !== undefined && isCa !== true) {
    throw badRequest('pathLength is set, but isCa is not', 'only an authority has a path below it');
  }
}

function badRequest(what: string, fix: string): CertificateError {
  return new CertificateError('MAKE_BAD_REQUEST', what, fix);
}
