import type { FrameFault } from './frame-fault.ts';

const decoder = new TextDecoder('utf-8', { fatal: true });
const encoder = new TextEncoder();

/** What a Close says. Without a body there is no code. */
export interface CloseBody {
  /** 1000 to 4999. */
  readonly code: number | undefined;
  readonly reason: string;
}

export function encodeCloseBody(code: number | undefined, reason = ''): Uint8Array {
  if (code === undefined) return new Uint8Array(0);
  return Uint8Array.of(code >> 8, code & 0xff, ...encoder.encode(reason));
}

/** Reads the body of a Close frame, which is empty or has at least two bytes. */
export function decodeCloseBody(bytes: Uint8Array): CloseBody | FrameFault {
  const [high, low = 0] = bytes;
  if (high === undefined) return { code: undefined, reason: '' };
  const code = high * 256 + low;
  if (!mayBeSent(code)) return { code: 1002, what: `a Close with code ${code}` };
  try {
    return { code, reason: decoder.decode(bytes.subarray(2)) };
  } catch {
    return { code: 1007, what: 'a Close with a reason that is not UTF-8' };
  }
}

/** RFC 6455 section 7.4 and the registry: 1004 to 1006 and 1015 are never on the wire. */
function mayBeSent(code: number): boolean {
  if (code >= 3_000) return code <= 4_999;
  return code >= 1_000 && code <= 1_014 && (code < 1_004 || code > 1_006);
}
