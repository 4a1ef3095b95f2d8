/** What a user of a live module can get wrong. */
export type LiveErrorCode =
  | 'LIVE_BAD_ADDRESS'
  | 'LIVE_BAD_PATTERN'
  | 'LIVE_LINE_TAKEN'
  | 'LIVE_NO_CONTROL'
  | 'LIVE_NO_PTY'
  | 'LIVE_PATH_EXISTS'
  | 'LIVE_PORT_IN_USE'
  | 'LIVE_RECORDING_EXISTS'
  | 'LIVE_RECORDING_FAILED'
  | 'LIVE_NO_RECORDING'
  | 'LIVE_BAD_RECORDING'
  | 'LIVE_BAD_TARGET'
  | 'LIVE_NO_SERIALPORT'
  | 'LIVE_TARGET_UNREACHABLE'
  | 'LIVE_TARGET_SILENT'
  | 'LIVE_TARGET_LOST';

/** The user of the product asked for something that cannot be. */
export class LiveError extends Error {
  readonly code: LiveErrorCode;
  /** How to put it right. */
  readonly fix: string;

  constructor(code: LiveErrorCode, what: string, fix: string, options?: ErrorOptions) {
    super(`${what} (${fix})`, options);
    this.name = 'LiveError';
    this.code = code;
    this.fix = fix;
  }
}
