import { DerFields, DerFault, oidOf, tags, type DerNode } from './der.ts';
import type { DistinguishedName, NameAttribute } from './distinguished-name.ts';

/** BIT STRING, UTF8String, PrintableString, T61String, IA5String, UniversalString, BMPString. */
const stringTags = [0x03, 0x0c, 0x13, 0x14, 0x16, 0x1c, 0x1e];

/**
 * Reads the Name of a subject or an issuer.
 *
 * Source: mbedTLS 3.4.0 x509.c, mbedtls_x509_get_name.
 */
export function readName(node: DerNode, what: string): DistinguishedName {
  if (node.tag !== tags.sequence) throw new DerFault(`${what} is no name`);
  return node.children.flatMap((set) => {
    if (set.tag !== tags.set || set.children.length === 0) throw new DerFault(`${what} is no name`);
    return set.children.map((pair, index) => readAttribute(pair, index < set.children.length - 1));
  });
}

function readAttribute(pair: DerNode, joined: boolean): NameAttribute {
  const fields = new DerFields(pair, 'an attribute of a name');
  const type = oidOf(fields.take(tags.oid, 'type'));
  const { tag, contents } = fields.any('value');
  fields.end();
  if (!stringTags.includes(tag)) throw new DerFault(`the value of ${type} in a name is no text`);
  return { type, tag, value: contents, joined };
}
