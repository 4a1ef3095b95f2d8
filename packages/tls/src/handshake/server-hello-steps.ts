import { digest } from '../crypto/hash.ts';
import { groupIds, type KeyExchange } from '../crypto/key-exchange.ts';
import type { Randoms } from '../crypto/session-keys.ts';
import { signDigest } from '../crypto/signature.ts';
import type { HandshakeFlow } from './handshake-flow.ts';
import { encodeCertificates } from './messages/certificate-message.ts';
import { encodeCertificateRequest } from './messages/certificate-request.ts';
import { tls12 } from './messages/client-hello.ts';
import { vector } from './messages/vector.ts';
import { extensionIds, type Extension } from './messages/extension.ts';
import { encodeProtocolNames } from './messages/protocol-names.ts';
import { encodeServerHello } from './messages/server-hello.ts';
import {
  encodeExchangeParameters,
  encodeServerKeyExchange,
} from './messages/server-key-exchange.ts';
import { signatureSchemeId } from './messages/signature-scheme.ts';
import type { ServerOffer } from './server-offer.ts';
import type { Step } from './server-steps.ts';

/** What the first flight of a server is made of. */
export interface HelloParts {
  readonly flow: HandshakeFlow;
  readonly offer: ServerOffer;
  readonly randoms: Randoms;
  readonly sessionId: Uint8Array;
  /** The server's half of the exchange, if it is not in its certificate. */
  readonly own: KeyExchange | undefined;
  /** Whether the client is asked for a certificate. */
  readonly asks: boolean;
}

const uncompressed = 0;
/** Of keys that sign: RSA, ECDSA [RFC 5246 7.4.4, 8422 5.5]. */
const certificateTypes = Uint8Array.of(1, 64);
const takenHashes = ['sha256', 'sha384', 'sha512', 'sha1'] as const;

/**
 * The steps from ServerHello to ServerHelloDone.
 * @returns undefined if the server's key cannot sign
 */
export function helloSteps(parts: HelloParts): readonly Step[] | undefined {
  const { flow, offer, own, asks } = parts;
  const step = (
    name: Step['name'] & Parameters<HandshakeFlow['send']>[0],
    body: Uint8Array,
  ): Step => ({
    name,
    send: (corrupt) => flow.send(name, corrupt(body)),
  });
  const exchange = own && exchangeBody(parts, own);
  if (own !== undefined && exchange === undefined) return undefined;
  return [
    step('server_hello', helloBody(parts)),
    step('certificate', encodeCertificates(offer.identity.chain.map(({ der }) => der))),
    ...(exchange === undefined ? [] : [step('server_key_exchange', exchange)]),
    ...(asks ? [step('certificate_request', requestBody())] : []),
    step('server_hello_done', new Uint8Array(0)),
  ];
}

function helloBody({ offer, randoms, sessionId }: HelloParts): Uint8Array {
  const { suite, alpn, echoesRenegotiation, echoesPointFormats, sendsTicket } = offer;
  const extensions: Extension[] = [];
  if (echoesRenegotiation) {
    extensions.push({ id: extensionIds.renegotiationInfo, data: Uint8Array.of(0) });
  }
  if (echoesPointFormats) {
    extensions.push({
      id: extensionIds.ecPointFormats,
      data: vector(1, Uint8Array.of(uncompressed)),
    });
  }
  if (sendsTicket) extensions.push({ id: extensionIds.sessionTicket, data: new Uint8Array(0) });
  if (alpn !== undefined) {
    extensions.push({ id: extensionIds.alpn, data: encodeProtocolNames([alpn]) });
  }
  const { server: random } = randoms;
  return encodeServerHello({
    version: tls12,
    random,
    sessionId,
    suite: suite.id,
    compression: 0,
    extensions,
  });
}

function exchangeBody({ offer, randoms }: HelloParts, own: KeyExchange): Uint8Array | undefined {
  const { scheme, identity } = offer;
  const parameters = encodeExchangeParameters(groupIds[own.group], own.publicKey);
  const signed = digest(scheme.hash, randoms.client, randoms.server, parameters);
  const signature = signDigest(identity.key, scheme.hash, signed);
  if (signature === undefined) return undefined;
  return encodeServerKeyExchange(parameters, { scheme: signatureSchemeId(scheme), signature });
}

function requestBody(): Uint8Array {
  return encodeCertificateRequest({
    types: certificateTypes,
    schemes: takenHashes.flatMap((hash) => [
      signatureSchemeId({ hash, kind: 'ecdsa' }),
      signatureSchemeId({ hash, kind: 'rsa' }),
    ]),
    authorities: [],
  });
}
