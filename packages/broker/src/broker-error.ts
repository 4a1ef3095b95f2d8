/** What a user of the broker can get wrong. */
export type BrokerErrorCode =
  | 'BROKER_BAD_TOPIC'
  | 'BROKER_BAD_PACKET'
  | 'BROKER_BAD_RULE'
  | 'BROKER_BAD_NUMBER'
  | 'BROKER_BAD_LISTENER'
  | 'BROKER_NOBODY'
  | 'BROKER_CLOSED';

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

/** @throws BrokerError unless a number is whole and within its range */
export function checkNumber(name: string, value: number, min: number, max: number): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw new BrokerError(
    'BROKER_BAD_NUMBER',
    `${name} is ${value}`,
    `a whole number from ${min} to ${max}`,
  );
}
