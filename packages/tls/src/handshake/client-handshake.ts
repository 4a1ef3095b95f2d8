import type { Certificate, Identity } from '../certificate/certificate.ts';
import { sameBytes } from '../certificate/distinguished-name.ts';
import { verifyChain } from '../certificate/verify-chain.ts';
import { alertOf, type VerifyFlag } from '../certificate/verify-flag.ts';
import { signallingSuites, suites } from '../crypto/cipher-suite.ts';
import { signDigest } from '../crypto/signature.ts';
import { tlsFigures } from '../tls-figures.ts';
import { checkExchange } from './check-exchange.ts';
import { clientExtensions } from './client-extensions.ts';
import { exchangeGroup, makeClientKey } from './client-key.ts';
import type { TlsClientOptions } from './client-options.ts';
import type { HandshakeFlow } from './handshake-flow.ts';
import { encodeCertificates } from './messages/certificate-message.ts';
import { decodeCertificateRequest } from './messages/certificate-request.ts';
import { encodeClientHello, tls12 } from './messages/client-hello.ts';
import { concat } from './messages/vector.ts';
import { messageHeaderBytes, type HandshakeMessage } from './messages/handshake-message.ts';
import type { ServerKeyExchange } from './messages/server-key-exchange.ts';
import { decodeSessionTicket } from './messages/session-ticket.ts';
import { signatureSchemeId } from './messages/signature-scheme.ts';
import { encodeSigned } from './messages/signed.ts';
import { readPeerCertificates } from './peer-certificates.ts';
import { readServerChoice, type ServerChoice } from './server-choice.ts';
import { SessionSecrets } from './session-secrets.ts';
import type { TlsLink } from './tls-link.ts';

const randomBytes = 32;
const timeBytes = 4;

/** What the client knows by the time the server is done with its hello. */
interface ServerFlight {
  readonly choice: ServerChoice;
  readonly peer: readonly Certificate[];
  readonly leaf: Certificate;
  readonly flags: readonly VerifyFlag[];
  readonly exchange: ServerKeyExchange | undefined;
  /** Whether the server wants a certificate. */
  readonly isAsked: boolean;
}

/** The client's side of a handshake, alert by alert as mbedTLS 3.4.0 does it. */
export class ClientHandshake {
  private readonly options: TlsClientOptions;
  private readonly link: TlsLink;
  private readonly flow: HandshakeFlow;
  private random: Uint8Array = new Uint8Array(0);

  constructor(options: TlsClientOptions, link: TlsLink, flow: HandshakeFlow) {
    this.options = options;
    this.link = link;
    this.flow = flow;
  }

  start(): void {
    this.random = this.drawRandom();
    const hello = encodeClientHello({
      version: tls12,
      random: this.random,
      sessionId: new Uint8Array(0),
      suites: [...suites.map(({ id }) => id), signallingSuites.renegotiation],
      extensions: clientExtensions(this.options),
    });
    this.send('client_hello', hello);
    this.flow.expect({
      messages: { server_hello: ({ body }) => this.readHello(body) },
      otherwise: 'decode_error',
    });
  }

  /** mbedTLS with HAVE_TIME puts the clock in front [RFC 5246 7.4.1.2]. */
  private drawRandom(): Uint8Array {
    const now = this.options.nowSeconds();
    if (now === undefined) return this.options.entropy(randomBytes);
    const random = concat(new Uint8Array(timeBytes), this.options.entropy(randomBytes - timeBytes));
    new DataView(random.buffer).setUint32(0, now);
    return random;
  }

  private readHello(body: Uint8Array): void {
    const choice = readServerChoice(body, this.options.alpn ?? []);
    if (typeof choice === 'string') {
      this.flow.alert(choice);
      return;
    }
    this.flow.expect({
      messages: { certificate: (message) => this.readChain(message.body, choice) },
    });
  }

  private readChain(body: Uint8Array, choice: ServerChoice): void {
    const read = readPeerCertificates(body, false);
    const [leaf] = read.ok ? read.chain : [];
    if (!read.ok || leaf === undefined) {
      this.flow.alert(read.ok ? 'decode_error' : read.alert);
      return;
    }
    const peer = read.chain;
    const isVerified = this.options.trust !== undefined;
    this.flow.work({ task: 'chain', certificates: peer.length, isVerified }, () => {
      const { trust = [], checkHostName, nowSeconds } = this.options;
      const { flags, fatal } = verifyChain({
        chain: peer,
        trust,
        nowSeconds: nowSeconds(),
        purpose: 'server',
        keyExchange: choice.suite.keyExchange,
        ...(isVerified && checkHostName !== undefined && { hostName: checkHostName }),
      });
      if (fatal || (isVerified && flags.length > 0)) {
        this.flow.turnDown(alertOf(flags), { kind: 'verify', flags });
        return;
      }
      this.expectExchange({ choice, peer, leaf, flags, exchange: undefined, isAsked: false });
    });
  }

  private expectExchange(flight: ServerFlight): void {
    if (flight.choice.suite.keyExchange !== 'ecdhe') {
      this.expectRequest(flight);
      return;
    }
    this.flow.expect({
      messages: { server_key_exchange: ({ body }) => this.readExchange(body, flight) },
    });
  }

  private readExchange(body: Uint8Array, flight: ServerFlight): void {
    const { leaf, choice } = flight;
    const randoms = { client: this.random, server: choice.random };
    const { kind: key } = leaf.publicKey;
    this.flow.work({ task: 'signature-check', key }, () => {
      const exchange = checkExchange(body, leaf.publicKey, randoms);
      if (typeof exchange === 'string') this.flow.alert(exchange);
      else this.expectRequest({ ...flight, exchange });
    });
  }

  private expectRequest(flight: ServerFlight): void {
    this.flow.expect({
      messages: {
        certificate_request: ({ body }) => {
          if (decodeCertificateRequest(body) === undefined) this.flow.alert('decode_error');
          else this.expectDone({ ...flight, isAsked: true });
        },
        server_hello_done: ({ body }) => this.readDone(body, flight),
      },
      otherwise: 'decode_error',
    });
  }

  private expectDone(flight: ServerFlight): void {
    this.flow.expect({
      messages: { server_hello_done: ({ body }) => this.readDone(body, flight) },
      otherwise: 'decode_error',
    });
  }

  private readDone(body: Uint8Array, flight: ServerFlight): void {
    if (body.length > 0) {
      this.flow.alert('decode_error');
      return;
    }
    if (flight.isAsked && !this.sendChain()) return;
    const { suite } = flight.choice;
    const group = exchangeGroup(suite, flight.leaf.publicKey, flight.exchange);
    const { keyExchange: exchange, authentication } = suite;
    this.flow.work({ task: 'key-exchange', exchange, authentication, group }, () =>
      this.sendKey(flight),
    );
  }

  /** Whatever the server asked for, as mbedTLS does: it is for the server to refuse it. */
  private sendChain(): boolean {
    const ders = this.options.identity?.chain.map(({ der }) => der) ?? [];
    const body = encodeCertificates(ders);
    if (body.length + messageHeaderBytes > tlsFigures.outPayloadBytes.value) {
      this.flow.fail({ kind: 'protocol', what: 'the own chain does not fit in a record' });
      return false;
    }
    this.send('certificate', body);
    return true;
  }

  private sendKey(flight: ServerFlight): void {
    const { choice, leaf, exchange } = flight;
    const { suite } = choice;
    const key = makeClientKey(suite, leaf.publicKey, exchange, this.options.entropy);
    if (key === undefined) {
      this.flow.fail({ kind: 'protocol', what: "the server's half of the key exchange is no key" });
      return;
    }
    this.send('client_key_exchange', key.body);
    const randoms = { client: this.random, server: choice.random };
    const secrets = new SessionSecrets(suite, key.preMaster, randoms);
    this.options.secrets?.(secrets.keyLogLine());
    const { identity } = this.options;
    if (flight.isAsked && identity !== undefined) this.sign(identity, flight, secrets);
    else this.sendFinished(flight, secrets);
  }

  /** The hash is the suite's, whatever the server offered: a short cut of mbedTLS. */
  private sign({ key }: Identity, flight: ServerFlight, secrets: SessionSecrets): void {
    const bits = key.kind === 'rsa' ? key.bits : Number(key.curve.slice(2));
    this.flow.work({ task: 'signature', key: key.kind, bits }, () => {
      const hash = flight.choice.suite.prfHash;
      const signature = signDigest(key, hash, this.flow.transcript.digest(hash));
      if (signature === undefined) {
        this.flow.fail({ kind: 'protocol', what: 'the own key cannot sign' });
        return;
      }
      const scheme = signatureSchemeId({ hash, kind: key.kind === 'rsa' ? 'rsa' : 'ecdsa' });
      this.send('certificate_verify', encodeSigned({ scheme, signature }));
      this.sendFinished(flight, secrets);
    });
  }

  private sendFinished(flight: ServerFlight, secrets: SessionSecrets): void {
    this.flow.sendChangeCipherSpec();
    this.flow.flush();
    this.link.protectOut(secrets.sealer('client', this.options.entropy));
    this.send('finished', secrets.finished('client', this.flow.transcript));
    if (flight.choice.sendsTicket) this.expectTicket(flight, secrets);
    else this.expectChange(flight, secrets);
  }

  /** The ticket is not kept: the module never resumes a session. */
  private expectTicket(flight: ServerFlight, secrets: SessionSecrets): void {
    this.flow.expect({
      messages: {
        new_session_ticket: ({ body }) => {
          if (decodeSessionTicket(body) === undefined) this.flow.alert('decode_error');
          else this.expectChange(flight, secrets);
        },
      },
    });
  }

  private expectChange(flight: ServerFlight, secrets: SessionSecrets): void {
    this.flow.expect({
      changeCipherSpec: () => {
        this.link.protectIn(secrets.opener('server'));
        this.flow.expect({
          messages: { finished: (message) => this.readFinished(message, flight, secrets) },
        });
      },
    });
  }

  private readFinished(
    { body }: HandshakeMessage,
    { choice, leaf, exchange, peer, flags }: ServerFlight,
    secrets: SessionSecrets,
  ): void {
    const expected = secrets.finished('server', this.flow.transcript);
    if (body.length !== expected.length) {
      this.flow.alert('decode_error');
    } else if (!sameBytes(body, expected)) {
      this.flow.alert('decrypt_error');
    } else {
      const { suite, alpn } = choice;
      const group = exchangeGroup(suite, leaf.publicKey, exchange);
      this.flow.succeed({ suite, group, alpn, peer, flags, serverName: this.options.serverName });
    }
  }

  /** mbedTLS writes every message to the socket at once. */
  private send(...message: Parameters<HandshakeFlow['send']>): void {
    this.flow.send(...message);
    this.flow.flush();
  }
}
