/** What a user of the broker can get wrong. */
export type BrokerErrorCode = 'BROKER_BAD_TOPIC' | 'BROKER_CLOSED';

/** The user of the product asked the broker for something that cannot be. */
export class BrokerError extends Error {
  readonly code: BrokerErrorCode;
  /** How to put it right. */
  readonly fix: string;

  constructor(code: BrokerErrorCode, what: string, fix: string) {
    super(`${what} (${fix})`);
    this.name = 'BrokerError';
    this.code = code;
    this.fix = fix;
  }
}
