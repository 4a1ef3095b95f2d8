import { Constructed, fromBER, Integer, ObjectIdentifier, type BaseBlock } from 'asn1js';

/** The bytes are not the ASN.1 structure they should be. */
export class DerFault extends Error {}

/** The identifier octets that certificates and keys are made of. */
export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** One value of ASN.1 and where its bytes are. */
export interface DerNode {
  /** The identifier octet, class and constructed bit included. */
  readonly tag: number;
  /** Identifier and length included. */
  readonly raw: Uint8Array;
  readonly contents: Uint8Array;
  readonly children: readonly DerNode[];
  readonly block: BaseBlock;
}

/**
 * Reads exactly one value.
 *
 * @throws DerFault for bytes that are no ASN.1, or more than one value
 */
export function readDer(bytes: Uint8Array): DerNode {
  const { result, offset } = parse(bytes);
  if (offset === -1) throw new DerFault(`no ASN.1: ${result.error}`);
  if (offset !== bytes.length) {
    throw new DerFault(`${bytes.length - offset} bytes too many after the end`);
  }
  return nodeOf(result);
}

function parse(bytes: Uint8Array): ReturnType<typeof fromBER> {
  try {
    return fromBER(new Uint8Array(bytes), { parseEmbedded: false });
  } catch {
    // The library gives most faults back, but throws plain errors at malformed times.
    throw new DerFault('no ASN.1: a malformed value');
  }
}

function nodeOf(block: BaseBlock): DerNode {
  if (block.lenBlock.isIndefiniteForm)
    throw new DerFault('BER of indefinite length instead of DER');
  const raw = block.valueBeforeDecodeView;
  const children = block instanceof Constructed ? block.valueBlock.value : [];
  return {
    tag: raw[0] ?? 0,
    raw,
    contents: raw.subarray(raw.length - block.lenBlock.length),
    children: children.map(nodeOf),
    block,
  };
}

/** The values of a sequence, taken from the front one by one. */
export class DerFields {
  readonly #name: string;
  readonly #nodes: readonly DerNode[];
  #next = 0;

  constructor(node: DerNode, name: string, tag: number = tags.sequence) {
    if (node.tag !== tag) throw new DerFault(`${name} has tag ${hex(node.tag)}, not ${hex(tag)}`);
    this.#name = name;
    this.#nodes = node.children;
  }

  get isDone(): boolean {
    return this.#next === this.#nodes.length;
  }

  /** The next value, whatever it is. */
  any(what: string): DerNode {
    const node = this.#nodes[this.#next];
    if (node === undefined) throw new DerFault(`${this.#name} ends before its ${what}`);
    this.#next++;
    return node;
  }

  take(tag: number, what: string): DerNode {
    const node = this.any(what);
    if (node.tag === tag) return node;
    throw new DerFault(`${what} of ${this.#name} has tag ${hex(node.tag)}, not ${hex(tag)}`);
  }

  /** The next value if it has this tag. */
  optional(tag: number): DerNode | undefined {
    const node = this.#nodes[this.#next];
    if (node?.tag !== tag) return undefined;
    this.#next++;
    return node;
  }

  /** Nothing may follow. */
  end(): void {
    if (!this.isDone) throw new DerFault(`${this.#name} holds more than it may`);
  }
}

export function oidOf({ block }: DerNode): string {
  if (!(block instanceof ObjectIdentifier)) throw new DerFault('no object identifier');
  return block.getValue();
}

export function integerOf({ block }: DerNode): bigint {
  if (!(block instanceof Integer)) throw new DerFault('no integer');
  return block.toBigInt();
}

/** The bytes of a bit string that fills whole bytes, such as a key or a signature. */
export function bitsOf({ tag, contents }: DerNode): Uint8Array {
  if (tag !== tags.bitString || contents[0] !== 0)
    throw new DerFault('no bit string of whole bytes');
  return contents.subarray(1);
}

function hex(tag: number): string {
  return tag.toString(16).padStart(2, '0');
}
