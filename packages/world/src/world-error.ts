/** What a description of a world can get wrong. */
export type WorldErrorCode =
  | 'WORLD_BAD_ADDRESS'
  | 'WORLD_BAD_SUBNET'
  | 'WORLD_BAD_LATENCY'
  | 'WORLD_BAD_LINK'
  | 'WORLD_BAD_TIME'
  | 'WORLD_BAD_ACCESS_POINT'
  | 'WORLD_NO_ACCESS_POINT'
  | 'WORLD_BAD_DHCP'
  | 'WORLD_BAD_NAME_SERVER'
  | 'WORLD_SAME_BSSID'
  | 'WORLD_PORT_TAKEN';

/** The user of the product described a world that cannot be. */
export class WorldError extends Error {
  readonly code: WorldErrorCode;
  /** How to put it right. */
  readonly fix: string;

  constructor(code: WorldErrorCode, what: string, fix: string) {
    super(`${what} (${fix})`);
    this.name = 'WorldError';
    this.code = code;
    this.fix = fix;
  }
}
