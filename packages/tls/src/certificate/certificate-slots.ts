import { CertificateError } from './certificate-error.ts';
import type { Certificate, Identity } from './certificate.ts';
import { keyFits } from './public-key-of.ts';
import { readChain } from './read-certificate.ts';
import { readPrivateKey } from './read-private-key.ts';
import { slotFigures } from './slot-figures.ts';
import { testCa, testClient } from '../fixtures/test-set.ts';
import { Remembered } from '../remembered.ts';

/** The texts of a certificate and its key, as files hold them. */
export interface IdentityTexts {
  /** The module's own certificate, and after it those above it that it is to send. */
  readonly certificate: string;
  readonly key: string;
  /**
   * Takes a key that does not fit the certificate, as mbedTLS does; the server
   * then turns the client's signature down. By default it is refused here.
   */
  readonly allowMismatch?: boolean;
}

interface Slot<Content> {
  /** Undefined: the slot is empty. */
  readonly content: Content | undefined;
  readonly bytes: number;
}

/** Reading takes long, and many modules hold the same. */
const setsMax = 64;
const authorities = new Remembered<readonly Certificate[]>(setsMax);
const identities = new Remembered<Identity>(setsMax);

/** What an emptied slot holds. */
const nothing = { content: undefined, bytes: 0 } as const;

/**
 * What the module holds in flash: one set of trusted authorities, and one
 * certificate with its key, each in slot 0. Both are filled from the start, as
 * the vendor's firmware embeds a set.
 *
 * A text is a C string in flash, so DER does not do and a NUL byte follows it.
 */
export class CertificateSlots {
  // Most runs never look at the set they started with, so it is read when asked for.
  #ca: Slot<readonly Certificate[]> | undefined;
  #identity: Slot<Identity> | undefined;

  /** The trusted authorities; undefined: the slot is empty. */
  ca(id: number): readonly Certificate[] | undefined {
    checkSlot('CA', id);
    return this.#caSlot().content;
  }

  /** The module's own certificate; undefined: the slot is empty. */
  identity(id: number): Identity | undefined {
    checkSlot('certificate', id);
    return this.#identitySlot().content;
  }

  /** @throws CertificateError, and the slot keeps what it held */
  loadCa(id: number, pem: string): void {
    checkSlot('CA', id);
    const slot = readCaSlot(pem);
    checkSpace(slot.bytes, this.#identitySlot().bytes);
    this.#ca = slot;
  }

  /** @throws CertificateError, and the slot keeps what it held */
  loadIdentity(id: number, texts: IdentityTexts): void {
    checkSlot('certificate', id);
    const slot = readIdentitySlot(texts);
    checkSpace(slot.bytes, this.#caSlot().bytes);
    this.#identity = slot;
  }

  /** @throws CertificateError SLOT_UNKNOWN */
  emptyCa(id: number): void {
    checkSlot('CA', id);
    this.#ca = nothing;
  }

  /** @throws CertificateError SLOT_UNKNOWN */
  emptyIdentity(id: number): void {
    checkSlot('certificate', id);
    this.#identity = nothing;
  }

  #caSlot(): Slot<readonly Certificate[]> {
    this.#ca ??= readCaSlot(testCa.pem);
    return this.#ca;
  }

  #identitySlot(): Slot<Identity> {
    this.#identity ??= readIdentitySlot({ certificate: testClient.pem, key: testClient.keyPem });
    return this.#identity;
  }
}

function readCaSlot(pem: string): Slot<readonly Certificate[]> {
  const content = authorities.recall(pem, () => readChain(pem));
  return { content, bytes: sizeOf(pem) };
}

function readIdentitySlot(texts: IdentityTexts): Slot<Identity> {
  const content = identities.recall(JSON.stringify(texts), () => readIdentity(texts));
  return { content, bytes: sizeOf(texts.certificate, texts.key) };
}

function readIdentity({ certificate, key, allowMismatch = false }: IdentityTexts): Identity {
  const identity = { chain: readChain(certificate), key: readPrivateKey(key) };
  const [own] = identity.chain;
  if (own !== undefined && !allowMismatch && !keyFits(identity.key, own)) {
    throw new CertificateError(
      'KEY_MISMATCH',
      `the private key does not belong to the certificate of '${own.subject}'`,
      'the certificate comes first in its file, before those above it',
    );
  }
  return identity;
}

function checkSlot(what: string, id: number): void {
  if (id === 0) return;
  throw new CertificateError(
    'SLOT_UNKNOWN',
    `there is no ${what} slot ${id}`,
    'the module has slot 0 alone',
  );
}

/** Two texts are two C strings. */
function sizeOf(...texts: readonly string[]): number {
  return texts.reduce((bytes, text) => bytes + text.length + 1, 0);
}

function checkSpace(bytes: number, othersBytes: number): void {
  const limit = slotFigures.flashBytes.value;
  if (bytes + othersBytes <= limit) return;
  throw new CertificateError(
    'SLOT_TOO_LARGE',
    `${bytes} bytes do not fit into the flash: ${limit - othersBytes} of ${limit} are left`,
    'send fewer intermediate authorities, use P-256 keys, or empty the other slot',
  );
}
