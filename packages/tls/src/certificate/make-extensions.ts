import type { CertificateRequest } from './certificate-request.ts';
import { keyUsages, type KeyUsage } from './certificate.ts';
import { extensionTypes } from './read-extensions.ts';
import {
  bits,
  bytesOf,
  integer,
  octets,
  oid,
  sequence,
  tagged,
  wrapped,
  yes,
  type Block,
} from './der-blocks.ts';

const usageTypes: Readonly<Record<string, string>> = {
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  any: '2.5.29.37.0',
};

const authorityUsages: readonly KeyUsage[] = ['keyCertSign', 'crlSign'];

/** The extensions of a certificate with its `[3]` around them; none: nothing at all. */
export function makeExtensions(request: CertificateRequest): readonly Block[] {
  const { isCa = false, dnsNames = [], ip = [], extKeyUsage } = request;
  const keyUsage = request.keyUsage ?? (isCa ? authorityUsages : undefined);
  const list = [basicConstraints(request)];
  if (keyUsage !== undefined) {
    list.push(extension(extensionTypes.keyUsage, true, usageBits(keyUsage)));
  }
  if (extKeyUsage !== undefined) {
    const usages = extKeyUsage.map((usage) => oid(usageTypes[usage] ?? usage));
    list.push(extension(extensionTypes.extKeyUsage, false, sequence(...usages)));
  }
  if (dnsNames.length + ip.length > 0) {
    const names = [
      ...dnsNames.map((text) =>
        tagged(
          2,
          Uint8Array.from(text, (char) => char.charCodeAt(0)),
        ),
      ),
      ...ip.map((address) => tagged(7, Uint8Array.from(address.split('.'), Number))),
    ];
    list.push(extension(extensionTypes.subjectAltName, false, sequence(...names)));
  }
  return request.version === 1 ? [] : [wrapped(3, sequence(...list))];
}

function basicConstraints({ isCa = false, pathLength }: CertificateRequest): Block {
  const limit = pathLength === undefined ? [] : [integer(BigInt(pathLength))];
  const value = isCa ? sequence(yes(), ...limit) : sequence();
  return extension(extensionTypes.basicConstraints, true, value);
}

function extension(type: string, isCritical: boolean, value: Block): Block {
  return sequence(oid(type), ...(isCritical ? [yes()] : []), octets(bytesOf(value)));
}

/** A bit string without its trailing zero bits, as DER wants it. */
function usageBits(usages: readonly KeyUsage[]): Block {
  const set = usages.map((usage) => keyUsages.indexOf(usage));
  const last = Math.max(0, ...set);
  const bytes = new Uint8Array((last >> 3) + 1);
  for (const bit of set) {
    const at = bit >> 3;
    bytes[at] = (bytes[at] ?? 0) | (0x80 >> (bit & 7));
  }
  return bits(bytes, 7 - (last & 7));
}
