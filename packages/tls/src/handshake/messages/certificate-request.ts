import { ByteReader } from './byte-reader.ts';
import { concat, uint16s, vector } from './vector.ts';

/** What the server asks of a client's certificate [RFC 5246 7.4.4]. */
export interface CertificateRequest {
  /** 1 is RSA, 64 is ECDSA. */
  readonly types: Uint8Array;
  /** Numbers of signature schemes. */
  readonly schemes: readonly number[];
  /** Names of authorities in DER; none: any will do. */
  readonly authorities: readonly Uint8Array[];
}

export function encodeCertificateRequest(request: CertificateRequest): Uint8Array {
  return concat(
    vector(1, request.types),
    uint16s(2, request.schemes),
    vector(2, ...request.authorities.map((name) => vector(2, name))),
  );
}

/** @returns undefined if it is cut wrong */
export function decodeCertificateRequest(body: Uint8Array): CertificateRequest | undefined {
  const reader = new ByteReader(body);
  const types = reader.vector(1);
  const schemes = reader.uint16s(2);
  const list = reader.list(2);
  const authorities: Uint8Array[] = [];
  while (list.remaining > 0) authorities.push(list.vector(2));
  if (schemes === undefined || list.hasFailed || !reader.isComplete) return undefined;
  return { types, schemes, authorities };
}
