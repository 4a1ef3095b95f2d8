/** One attribute of a name, `CN=module`. */
export interface NameAttribute {
  /** Object identifier, `2.5.4.3` for CN. */
  readonly type: string;
  /** The ASN.1 tag of the string: 12 for UTF8String, 19 for PrintableString. */
  readonly tag: number;
  readonly value: Uint8Array;
  /** The next attribute belongs to the same relative name (`CN=a+OU=b`). */
  readonly joined: boolean;
}

/** The name of a subject or an issuer, attribute by attribute. */
export type DistinguishedName = readonly NameAttribute[];

const utf8String = 12;
const printableString = 19;

const shortNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '1.2.840.113549.1.9.1': 'emailAddress',
};

/** The attribute type behind the short name that people write. */
export const attributeTypes: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(shortNames).map(([type, name]) => [name, type]),
);

/** `CN=module, O=Plant` */
export function formatName(name: DistinguishedName): string {
  const decoder = new TextDecoder();
  return name
    .map((attribute, index) => {
      const type = shortNames[attribute.type] ?? attribute.type;
      const last = index === name.length - 1;
      const separator = last ? '' : attribute.joined ? '+' : ', ';
      return `${type}=${decoder.decode(attribute.value)}${separator}`;
    })
    .join('');
}

/**
 * Are two names the same? Letters may differ in case, and a UTF8String equals
 * a PrintableString of the same text; nothing else of RFC 5280 7.1 is folded.
 *
 * Source: mbedTLS 3.4.0 x509_crt.c, x509_name_cmp and x509_string_cmp.
 */
export function sameName(a: DistinguishedName, b: DistinguishedName): boolean {
  if (a.length !== b.length) return false;
  return a.every((left, index) => {
    const right = b[index];
    return (
      right !== undefined &&
      left.type === right.type &&
      left.joined === right.joined &&
      sameString(left, right)
    );
  });
}

function sameString(a: NameAttribute, b: NameAttribute): boolean {
  if (a.tag === b.tag && sameBytes(a.value, b.value)) return true;
  return isText(a.tag) && isText(b.tag) && sameText(a.value, b.value);
}

function isText(tag: number): boolean {
  return tag === utf8String || tag === printableString;
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** Compares ASCII letters without their case, every other byte as it is. */
export function sameText(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => lower(byte) === lower(b[index] ?? -1));
}

function lower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}
