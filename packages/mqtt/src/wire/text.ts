const continuation = 0b10;

/**
 * Whether bytes are a string as MQTT carries it: well-formed UTF-8, so without
 * surrogates and overlong forms [MQTT-1.5.3-1], and without U+0000
 * [MQTT-1.5.3-2]. A leading U+FEFF is a character like any other and stays
 * [MQTT-1.5.3-3].
 */
export function isText(bytes: Uint8Array): boolean {
  for (let index = 0; index < bytes.length;) {
    const first = bytes[index] ?? 0;
    index += 1;
    if (first < 0x80) {
      if (first === 0) return false;
      continue;
    }
    const more = continuationBytes(first);
    if (more === 0 || !secondFits(first, bytes[index] ?? 0)) return false;
    for (const end = index + more; index < end; index += 1) {
      if ((bytes[index] ?? 0) >> 6 !== continuation) return false;
    }
  }
  return true;
}

/** How many bytes follow a first byte above 0x7f; 0 when none begins that way. */
function continuationBytes(first: number): number {
  if (first >= 0xc2 && first <= 0xdf) return 1;
  if (first >= 0xe0 && first <= 0xef) return 2;
  return first >= 0xf0 && first <= 0xf4 ? 3 : 0;
}

/** The second byte shuts out overlong forms, surrogates and what is above U+10FFFF. */
function secondFits(first: number, second: number): boolean {
  if (first === 0xe0) return second >= 0xa0;
  if (first === 0xed) return second <= 0x9f;
  if (first === 0xf0) return second >= 0x90;
  return first !== 0xf4 || second <= 0x8f;
}
