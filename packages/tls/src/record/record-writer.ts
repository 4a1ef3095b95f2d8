import type { ContentType } from './content-type.ts';
import { headerBytes, writeHeader } from './record-header.ts';
import type { Sealer } from './sealer.ts';

/** Makes records of what one side sends. */
export class RecordWriter {
  private readonly payloadBytesMax: number;
  private sealer: Sealer | undefined;

  /** @param payloadBytesMax what is longer is cut; at most 16,384 */
  constructor(payloadBytesMax: number) {
    this.payloadBytesMax = payloadBytesMax;
  }

  /**
   * @returns one element a record, as it goes on the stream. An empty payload
   * is one empty record.
   */
  write(type: ContentType, payload: Uint8Array): readonly Uint8Array[] {
    const records: Uint8Array[] = [];
    let start = 0;
    do {
      const end = start + this.payloadBytesMax;
      records.push(this.record(type, payload.subarray(start, end)));
      start = end;
    } while (start < payload.length);
    return records;
  }

  /** What follows is protected; called right after ChangeCipherSpec was written. */
  protect(sealer: Sealer): void {
    this.sealer = sealer;
  }

  private record(type: ContentType, payload: Uint8Array): Uint8Array {
    const parts = this.sealer?.seal(type, payload) ?? [payload];
    const fragmentBytes = parts.reduce((sum, part) => sum + part.length, 0);
    const record = new Uint8Array(headerBytes + fragmentBytes);
    writeHeader(record, type, fragmentBytes);
    let at = headerBytes;
    for (const part of parts) {
      record.set(part, at);
      at += part.length;
    }
    return record;
  }
}
