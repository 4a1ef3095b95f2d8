import type { Values } from '@w800/kernel';
import type { Heap } from '@w800/memory';
import type { Certificate, CipherSuite, Identity, TlsSession, TlsWork } from '@w800/tls';
import type { tlsHeapFigures } from '../../profile/heap-figures.ts';
import { HeldBlocks } from '../../sockets/held-blocks.ts';

type TlsHeap = Values<typeof tlsHeapFigures>;

/** What the connection brings from flash. */
export interface TlsCredentials {
  /** The authorities the server's chain must lead to; undefined: it is not verified. */
  readonly trust: readonly Certificate[] | undefined;
  /** What the module shows if it is asked. */
  readonly identity: Identity | undefined;
}

/**
 * The heap of one TLS connection, by owner: buffers and structures, the
 * authorities, the module's own chain and key, the peer's chain, what the
 * handshake computes with, and the keys of the session.
 */
export class TlsMemory {
  private readonly figures: TlsHeap;
  private readonly connection: HeldBlocks;
  private readonly authorities: HeldBlocks;
  private readonly own: HeldBlocks;
  private readonly peer: HeldBlocks;
  private readonly handshake: HeldBlocks;
  private readonly cipher: HeldBlocks;

  private constructor(heap: Heap, figures: TlsHeap) {
    this.figures = figures;
    this.connection = new HeldBlocks(heap, 'tls.connection');
    this.authorities = new HeldBlocks(heap, 'tls.ca');
    this.own = new HeldBlocks(heap, 'tls.identity');
    this.peer = new HeldBlocks(heap, 'tls.peer');
    this.handshake = new HeldBlocks(heap, 'tls.handshake');
    this.cipher = new HeldBlocks(heap, 'tls.cipher');
  }

  /** What there is before the first byte; undefined, and nothing held, when it does not fit. */
  static take(heap: Heap, figures: TlsHeap, credentials: TlsCredentials): TlsMemory | undefined {
    const memory = new TlsMemory(heap, figures);
    if (memory.begin(credentials)) return memory;
    memory.release();
    return undefined;
  }

  /** What a computation of the handshake needs; false when it does not fit. */
  work(work: TlsWork): boolean {
    const { figures } = this;
    switch (work.task) {
      case 'chain':
        return this.parse(work.certificates) && (!work.isVerified || this.verify());
      case 'key-exchange':
        return this.handshake.take([exchangeBytes(figures, work)]);
      case 'signature':
        return this.handshake.take([figures.signatureBytes]);
      default:
        return true;
    }
  }

  /** The handshake is done: what remains is what the session needs. */
  settle({ peer, suite }: TlsSession): boolean {
    this.handshake.release();
    this.peer.release();
    const chain = peer.flatMap((certificate) => certificateBlocks(this.figures, certificate));
    return this.peer.take(chain) && this.cipher.take([cipherBytes(this.figures, suite)]);
  }

  /** Gives everything back. Again is harmless. */
  release(): void {
    const { connection, authorities, own, peer, handshake, cipher } = this;
    for (const blocks of [connection, authorities, own, peer, handshake, cipher]) blocks.release();
  }

  private begin({ trust = [], identity }: TlsCredentials): boolean {
    const { figures } = this;
    const { contextBytes, inBufferBytes, outBufferBytes } = figures;
    const { transformBytes, sessionBytes, configurationBytes, randomBytes } = figures;
    const lasting = [transformBytes, sessionBytes, configurationBytes, randomBytes];
    return (
      this.connection.take([contextBytes, inBufferBytes, outBufferBytes, ...lasting]) &&
      this.handshake.take([figures.handshakeBytes]) &&
      this.authorities.take(listBlocks(figures, trust)) &&
      (identity === undefined || this.own.take(identityBlocks(figures, identity)))
    );
  }

  /** The sizes of a peer's certificates are known when the handshake is over. */
  private parse(count: number): boolean {
    const { peerCertificateBytes, rsaCertificateBytes, certificateHeadBytes } = this.figures;
    const blocks = [peerCertificateBytes, rsaCertificateBytes + certificateHeadBytes];
    return this.peer.take(Array.from({ length: count }, () => blocks).flat());
  }

  /** What verifying leaves with the key of the authority. */
  private verify(): boolean {
    return this.authorities.take([this.figures.verificationBytes]);
  }
}

/** A certificate as it was sent, and what is known of it. */
function certificateBlocks(figures: TlsHeap, { der, publicKey }: Certificate): readonly number[] {
  const { rsaCertificateBytes, ecCertificateBytes, certificateHeadBytes } = figures;
  const known = publicKey.kind === 'rsa' ? rsaCertificateBytes : ecCertificateBytes;
  return [der.length, known + certificateHeadBytes];
}

/** A list whose first head lies in the structure it belongs to. */
function listBlocks(figures: TlsHeap, chain: readonly Certificate[]): readonly number[] {
  return chain
    .map((certificate) => certificateBlocks(figures, certificate))
    .flatMap(([bytes = 0, known = 0], index) =>
      index === 0 ? [bytes, known - figures.certificateHeadBytes] : [bytes, known],
    );
}

function identityBlocks(figures: TlsHeap, { chain, key }: Identity): readonly number[] {
  const keyBytes = key.kind === 'rsa' ? figures.rsaKeyBytes : figures.ecKeyBytes;
  return [...listBlocks(figures, chain), keyBytes];
}

function exchangeBytes(
  figures: TlsHeap,
  { exchange, authentication }: Extract<TlsWork, { readonly task: 'key-exchange' }>,
): number {
  if (exchange === 'rsa') return figures.rsaExchangeBytes;
  return exchange === 'ecdhe' && authentication === 'rsa' ? figures.ecdheRsaBytes : figures.ecBytes;
}

function cipherBytes(figures: TlsHeap, { cipher }: CipherSuite): number {
  if (cipher === 'chacha20-poly1305') return figures.chachaBytes;
  return cipher.endsWith('gcm') ? figures.gcmBytes : figures.cbcBytes;
}
