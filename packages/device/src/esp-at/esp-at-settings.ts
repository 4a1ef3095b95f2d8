import type { ByteString, Ending } from '@w800/at';

/** What AT+SYSMSG and AT+SYSLOG set; neither outlives a reset. */
export class EspAtSettings {
  /** AT+SYSMSG, bits 0 to 2: which messages connections and passthrough print. */
  messageBits = 0;
  /** AT+SYSLOG: whether a reason is printed before ERROR. */
  errorCodes = false;

  reset(): void {
    this.messageBits = 0;
    this.errorCodes = false;
  }

  /** The line that precedes an ending, if one does. */
  errorCode(ending: Ending): ByteString | undefined {
    const kind = errorKinds[ending];
    return this.errorCodes && kind !== undefined ? `ERR CODE:0x01${kind}0000` : undefined;
  }
}

/** ESP-AT user guide, AT+SYSLOG: the subcategory is the third and fourth digit. */
const errorKinds: Partial<Record<Ending, string>> = {
  'format-error': '09',
  'parse-error': '08',
  error: '0A',
};
