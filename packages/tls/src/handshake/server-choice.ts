import { sameBytes } from '../certificate/distinguished-name.ts';
import { suiteOf, type CipherSuite } from '../crypto/cipher-suite.ts';
import type { AlertName } from '../record/alert.ts';
import { ByteReader } from './messages/byte-reader.ts';
import { tls12 } from './messages/client-hello.ts';
import { extensionIds, type Extension } from './messages/extension.ts';
import { decodeProtocolNames } from './messages/protocol-names.ts';
import { decodeServerHello } from './messages/server-hello.ts';

/** What a ServerHello settles. */
export interface ServerChoice {
  readonly random: Uint8Array;
  readonly suite: CipherSuite;
  readonly alpn: Uint8Array | undefined;
  /** Whether a NewSessionTicket will come. */
  readonly sendsTicket: boolean;
}

/**
 * Reads a ServerHello as mbedTLS 3.4.0 does (ssl_parse_server_hello), who
 * offered all of its suites.
 * @returns the choice, or the alert that turns it down
 */
export function readServerChoice(
  body: Uint8Array,
  offeredProtocols: readonly Uint8Array[],
): ServerChoice | AlertName {
  const hello = decodeServerHello(body);
  if (hello === undefined) return 'decode_error';
  if (hello.version !== tls12) return 'protocol_version';
  if (hello.compression !== 0) return 'illegal_parameter';
  const suite = suiteOf(hello.suite);
  if (suite === undefined) return 'internal_error';
  let alpn: Uint8Array | undefined;
  let sendsTicket = false;
  for (const { id, data } of hello.extensions) {
    const refusal = refuseExtension({ id, data }, offeredProtocols);
    if (refusal !== undefined) return refusal;
    if (id === extensionIds.alpn) alpn = decodeProtocolNames(data)?.[0];
    if (id === extensionIds.sessionTicket) sendsTicket = true;
  }
  return { random: hello.random, suite, alpn, sendsTicket };
}

function refuseExtension(
  { id, data }: Extension,
  offeredProtocols: readonly Uint8Array[],
): AlertName | undefined {
  switch (id) {
    case extensionIds.renegotiationInfo:
      return data.length === 1 && data[0] === 0 ? undefined : 'handshake_failure';
    case extensionIds.maxFragmentLength:
      return 'illegal_parameter';
    case extensionIds.sessionTicket:
      return data.length === 0 ? undefined : 'unsupported_extension';
    case extensionIds.ecPointFormats:
      return refusePointFormats(data);
    case extensionIds.alpn:
      return refuseProtocol(data, offeredProtocols);
    default:
      return undefined;
  }
}

/** 0 is uncompressed; mbedTLS also takes 1, compressed. */
function refusePointFormats(data: Uint8Array): AlertName | undefined {
  const reader = new ByteReader(data);
  const formats = reader.vector(1);
  if (!reader.isComplete) return 'decode_error';
  return formats.some((format) => format <= 1) ? undefined : 'handshake_failure';
}

function refuseProtocol(data: Uint8Array, offered: readonly Uint8Array[]): AlertName | undefined {
  if (offered.length === 0) return 'unsupported_extension';
  const names = decodeProtocolNames(data);
  const [chosen] = names ?? [];
  if (chosen === undefined || names?.length !== 1) return 'decode_error';
  return offered.some((name) => sameBytes(name, chosen)) ? undefined : 'handshake_failure';
}
