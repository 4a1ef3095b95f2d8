const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Text as the trace shows it; bytes that are no UTF-8 become replacement characters. */
export function shownText(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}
