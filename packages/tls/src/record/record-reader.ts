import type { AlertName } from './alert.ts';
import { ByteQueue } from './byte-queue.ts';
import type { ContentType } from './content-type.ts';
import { headerBytes, readHeader, tlsVersion, type RecordHeader } from './record-header.ts';
import type { Opener } from './sealer.ts';

/** How much longer a protected fragment may be than its payload [RFC 5246 6.2.3]. */
const expansionBytesMax = 2_048;
/** How many records in a row may be empty before mbedTLS takes them for an attack. */
const emptyRecordsMax = 3;

/** One record, or why there will be none any more. */
export type RecordResult =
  | {
      readonly kind: 'record';
      readonly type: ContentType;
      readonly payload: Uint8Array;
      /** What it took on the stream. */
      readonly wireBytes: number;
    }
  | {
      readonly kind: 'fault';
      /** The alert that RFC 5246 has for it. The module, as it is configured, sends none. */
      readonly alert: AlertName;
      readonly what: string;
    };

type Fault = RecordResult & { readonly kind: 'fault' };

/** Finds the records in a stream of bytes, however it is split, and opens them. */
export class RecordReader {
  private readonly payloadBytesMax: number;
  private readonly queue = new ByteQueue();
  private header: RecordHeader | undefined;
  private opener: Opener | undefined;
  private emptyRecords = 0;
  private faulty: Fault | undefined;

  /** @param payloadBytesMax a longer payload is a fault; at most 16,384 */
  constructor(payloadBytesMax: number) {
    this.payloadBytesMax = payloadBytesMax;
  }

  /** Whether part of a record is here, and part is not. */
  get isMidRecord(): boolean {
    return this.header !== undefined || this.queue.length > 0;
  }

  /** @param bytes in order, split anyhow; not altered afterwards */
  add(bytes: Uint8Array): void {
    if (this.faulty === undefined) this.queue.add(bytes);
  }

  /**
   * The next record. After a fault it is that fault for ever.
   * @returns undefined until more bytes were added
   */
  next(): RecordResult | undefined {
    if (this.faulty !== undefined) return this.faulty;
    const result = this.read();
    if (result?.kind === 'fault') this.faulty = result;
    return result;
  }

  /** What follows is protected; called when ChangeCipherSpec was read. */
  protect(opener: Opener): void {
    this.opener = opener;
  }

  private read(): RecordResult | undefined {
    if (this.header === undefined) {
      const bytes = this.queue.take(headerBytes);
      if (bytes === undefined) return undefined;
      this.header = readHeader(bytes);
    }
    const { type, version, fragmentBytes } = this.header;
    if (type === undefined) return fault('unexpected_message', 'a type there is none of');
    if (version > tlsVersion) return fault('protocol_version', `version ${version.toString(16)}`);
    if (fragmentBytes === 0) return fault('decode_error', 'no content');
    if (fragmentBytes > this.fragmentBytesMax) return tooLong(fragmentBytes);
    const fragment = this.queue.take(fragmentBytes);
    if (fragment === undefined) return undefined;
    this.header = undefined;
    return this.open(type, version, fragment);
  }

  private get fragmentBytesMax(): number {
    return this.payloadBytesMax + (this.opener === undefined ? 0 : expansionBytesMax);
  }

  private open(type: ContentType, version: number, fragment: Uint8Array): RecordResult {
    const { opener } = this;
    const payload = opener === undefined ? fragment : opener.open(type, version, fragment);
    if (payload === undefined) return fault('bad_record_mac', 'the record was altered');
    if (payload.length > this.payloadBytesMax) return tooLong(payload.length);
    if (payload.length > 0) this.emptyRecords = 0;
    else if (type !== 'application_data') return fault('decode_error', `empty ${type}`);
    else this.emptyRecords += 1;
    if (this.emptyRecords > emptyRecordsMax) return fault('bad_record_mac', 'only empty records');
    return { kind: 'record', type, payload, wireBytes: headerBytes + fragment.length };
  }
}

function tooLong(byteCount: number): Fault {
  return fault('record_overflow', `${byteCount} bytes are too long for a record`);
}

function fault(alert: AlertName, what: string): Fault {
  return { kind: 'fault', alert, what };
}
