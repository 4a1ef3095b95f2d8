import type { Certificate } from '../certificate/certificate.ts';
import { sameBytes } from '../certificate/distinguished-name.ts';
import { verifyChain } from '../certificate/verify-chain.ts';
import { alertOf, type VerifyFlag } from '../certificate/verify-flag.ts';
import type { Entropy } from '../crypto/entropy.ts';
import { startKeyExchange, type KeyExchange } from '../crypto/key-exchange.ts';
import type { Randoms } from '../crypto/session-keys.ts';
import { verifyDigest } from '../crypto/signature.ts';
import type { HandshakeFlow } from './handshake-flow.ts';
import { ByteReader } from './messages/byte-reader.ts';
import { decodeClientHello } from './messages/client-hello.ts';
import type { HandshakeMessage } from './messages/handshake-message.ts';
import { encodeSessionTicket } from './messages/session-ticket.ts';
import { signatureSchemeOf } from './messages/signature-scheme.ts';
import { readSigned } from './messages/signed.ts';
import { readPeerCertificates } from './peer-certificates.ts';
import { helloSteps } from './server-hello-steps.ts';
import { readPreMaster } from './read-pre-master.ts';
import { chooseOffer, type ServerOffer } from './server-offer.ts';
import type { TlsServerOptions } from './server-options.ts';
import { ServerSteps, type Step } from './server-steps.ts';
import { SessionSecrets } from './session-secrets.ts';
import type { TlsLink } from './tls-link.ts';

const randomBytes = 32;
const sessionIdBytes = 32;
const ticketBytes = 160;
const ticketLifetimeSeconds = 7_200;

/** What the server knows once both hellos are out. */
interface Agreement {
  readonly offer: ServerOffer;
  readonly randoms: Randoms;
  /** The server's half, if it is not in its certificate. */
  readonly own: KeyExchange | undefined;
}

/** What the client showed. */
interface Visitor {
  readonly chain: readonly Certificate[];
  readonly flags: readonly VerifyFlag[];
}

/** The server's side of a handshake, as OpenSSL speaks it. */
export class ServerHandshake {
  private readonly options: TlsServerOptions;
  private readonly link: TlsLink;
  private readonly flow: HandshakeFlow;
  private readonly steps: ServerSteps;

  constructor(options: TlsServerOptions, link: TlsLink, flow: HandshakeFlow) {
    this.options = options;
    this.link = link;
    this.flow = flow;
    this.steps = new ServerSteps(flow, link, options.faults);
  }

  start(): void {
    this.flow.expect({ messages: { client_hello: ({ body }) => this.readHello(body) } });
  }

  private readHello(body: Uint8Array): void {
    const hello = decodeClientHello(body);
    if (hello === undefined) {
      this.flow.alert('decode_error');
      return;
    }
    const offer = chooseOffer(hello, this.options);
    if (typeof offer === 'string') {
      this.flow.alert(offer);
      return;
    }
    const { entropy } = this.options;
    const randoms = { client: hello.random.slice(), server: entropy(randomBytes) };
    const sessionId = entropy(offer.sendsTicket ? 0 : sessionIdBytes);
    const own = offer.group && startKeyExchange(offer.group, entropy);
    const steps = helloSteps({ flow: this.flow, offer, randoms, sessionId, own, asks: this.asks });
    if (steps === undefined) {
      this.flow.alert('internal_error');
      return;
    }
    const agreement = { offer, randoms, own };
    this.steps.run(steps, () => {
      if (this.asks) this.expectChain(agreement);
      else this.expectKey(agreement, { chain: [], flags: [] });
    });
  }

  private get asks(): boolean {
    return (this.options.clientCertificate ?? 'ignored') !== 'ignored';
  }

  private expectChain(agreement: Agreement): void {
    this.flow.expect({
      messages: { certificate: ({ body }) => this.readChain(body, agreement) },
    });
  }

  private readChain(body: Uint8Array, agreement: Agreement): void {
    const read = readPeerCertificates(body, true);
    if (!read.ok) {
      this.flow.alert(read.alert);
      return;
    }
    const { chain } = read;
    if (chain.length === 0) {
      // OpenSSL has this alert for it in TLS 1.2.
      if (this.options.clientCertificate === 'required') this.flow.alert('handshake_failure');
      else this.expectKey(agreement, { chain, flags: [] });
      return;
    }
    const { trust, nowSeconds } = this.options;
    const { flags, fatal } = verifyChain({
      chain,
      trust: trust ?? [],
      nowSeconds: nowSeconds?.(),
      purpose: 'client',
    });
    if (fatal || (trust !== undefined && flags.length > 0)) {
      this.flow.turnDown(alertOf(flags), { kind: 'verify', flags });
    } else {
      this.expectKey(agreement, { chain, flags });
    }
  }

  private expectKey(agreement: Agreement, visitor: Visitor): void {
    this.flow.expect({
      messages: { client_key_exchange: ({ body }) => this.readKey(body, agreement, visitor) },
    });
  }

  private readKey(body: Uint8Array, agreement: Agreement, visitor: Visitor): void {
    const { offer, own, randoms } = agreement;
    const { entropy } = this.options;
    const preMaster = readPreMaster(body, offer.suite, offer.identity, own, entropy);
    if (typeof preMaster === 'string') {
      this.flow.alert(preMaster);
      return;
    }
    const secrets = new SessionSecrets(offer.suite, preMaster, randoms);
    if (visitor.chain.length > 0) this.expectProof(agreement, visitor, secrets);
    else this.expectChange(agreement, visitor, secrets);
  }

  private expectProof(agreement: Agreement, visitor: Visitor, secrets: SessionSecrets): void {
    this.flow.expect({
      messages: {
        certificate_verify: ({ body, whole }) => {
          if (!this.isProof(body, visitor)) {
            this.flow.alert('decrypt_error');
            return;
          }
          this.flow.transcript.add(whole);
          this.expectChange(agreement, visitor, secrets);
        },
      },
    });
  }

  /** Whether the client has the key to the certificate it showed. */
  private isProof(body: Uint8Array, { chain: [leaf] }: Visitor): boolean {
    const signed = readSigned(new ByteReader(body));
    const scheme = signed && signatureSchemeOf(signed.scheme);
    if (signed === undefined || scheme === undefined || leaf === undefined) return false;
    const { publicKey } = leaf;
    if ((scheme.kind === 'rsa') !== (publicKey.kind === 'rsa')) return false;
    const transcript = this.flow.transcript.digest(scheme.hash);
    return verifyDigest(publicKey, scheme.hash, transcript, signed.signature);
  }

  private expectChange(agreement: Agreement, visitor: Visitor, secrets: SessionSecrets): void {
    this.flow.expect({
      changeCipherSpec: () => {
        this.link.protectIn(secrets.opener('client'));
        this.flow.expect({
          messages: {
            finished: (message) => this.readFinished(message, agreement, visitor, secrets),
          },
        });
      },
    });
  }

  private readFinished(
    { body, whole }: HandshakeMessage,
    { offer }: Agreement,
    { chain, flags }: Visitor,
    secrets: SessionSecrets,
  ): void {
    if (!sameBytes(body, secrets.finished('client', this.flow.transcript))) {
      this.flow.alert('decrypt_error');
      return;
    }
    this.flow.transcript.add(whole);
    this.sendFinished(offer, secrets, () => {
      const { suite, group, alpn, serverName } = offer;
      this.flow.succeed({ suite, group, alpn, peer: chain, flags, serverName });
    });
  }

  private sendFinished(offer: ServerOffer, secrets: SessionSecrets, then: () => void): void {
    const { flow, link } = this;
    const { entropy } = this.options;
    const ticket: Step = {
      name: 'new_session_ticket',
      send: (corrupt) => flow.send('new_session_ticket', corrupt(ticketBody(entropy))),
    };
    const change: Step = {
      name: 'change_cipher_spec',
      send: (corrupt) => {
        flow.sendChangeCipherSpec(corrupt(Uint8Array.of(1)));
        link.protectOut(secrets.sealer('server', entropy));
      },
    };
    const finished: Step = {
      name: 'finished',
      send: (corrupt) =>
        flow.send('finished', corrupt(secrets.finished('server', flow.transcript))),
    };
    const steps = offer.sendsTicket ? [ticket, change, finished] : [change, finished];
    this.steps.run(steps, then);
  }
}

/** Sessions are not resumed, so a ticket is as good as random bytes. */
function ticketBody(entropy: Entropy): Uint8Array {
  const ticket = entropy(ticketBytes);
  return encodeSessionTicket({ lifetimeSeconds: ticketLifetimeSeconds, ticket });
}
