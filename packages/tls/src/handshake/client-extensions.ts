import { groupIds } from '../crypto/key-exchange.ts';
import type { HashName } from '../crypto/hash.ts';
import type { TlsClientOptions } from './client-options.ts';
import { uint16s, vector } from './messages/vector.ts';
import { extensionIds, type Extension } from './messages/extension.ts';
import { encodeProtocolNames } from './messages/protocol-names.ts';
import { encodeServerName } from './messages/server-name.ts';
import { signatureSchemeId } from './messages/signature-scheme.ts';

/** mbedTLS 3.4.0, ssl_tls12_preset_default_sig_algs: without RSA-PSS, which is not configured. */
const signatureHashes: readonly HashName[] = ['sha512', 'sha384', 'sha256'];
const uncompressed = 0;

/**
 * The extensions of the module's ClientHello, in mbedTLS's order. The
 * configuration leaves out encrypt_then_mac and extended_master_secret, and
 * says that renegotiation is safe by a signalling suite.
 */
export function clientExtensions(
  options: Pick<TlsClientOptions, 'alpn' | 'serverName'>,
): readonly Extension[] {
  const { alpn = [], serverName } = options;
  const schemes = signatureHashes.flatMap((hash) => [
    signatureSchemeId({ hash, kind: 'ecdsa' }),
    signatureSchemeId({ hash, kind: 'rsa' }),
  ]);
  const { supportedGroups, signatureAlgorithms, ecPointFormats, sessionTicket } = extensionIds;
  return [
    ...(serverName === undefined
      ? []
      : [{ id: extensionIds.serverName, data: encodeServerName(serverName) }]),
    ...(alpn.length === 0 ? [] : [{ id: extensionIds.alpn, data: encodeProtocolNames(alpn) }]),
    { id: supportedGroups, data: uint16s(2, Object.values(groupIds)) },
    { id: signatureAlgorithms, data: uint16s(2, schemes) },
    { id: ecPointFormats, data: vector(1, Uint8Array.of(uncompressed)) },
    { id: sessionTicket, data: new Uint8Array(0) },
  ];
}
