/** What `AT+MQTTUSERCFG` asks for with a scheme. */
export interface Scheme {
  readonly tls: boolean;
  /** Whether the server's certificate has to be good. */
  readonly verifies: boolean;
  /** Whether the module shows its own certificate to a server that asks. */
  readonly presents: boolean;
  readonly websocket: boolean;
}

const plain = { tls: false, verifies: false, presents: false };
const unchecked = { tls: true, verifies: false, presents: false };
const verifying = { tls: true, verifies: true, presents: false };
const presenting = { tls: true, verifies: false, presents: true };
const mutual = { tls: true, verifies: true, presents: true };

/** The ten schemes by number. */
export const schemes: ReadonlyMap<number, Scheme> = new Map([
  [1, { ...plain, websocket: false }],
  [2, { ...unchecked, websocket: false }],
  [3, { ...verifying, websocket: false }],
  [4, { ...presenting, websocket: false }],
  [5, { ...mutual, websocket: false }],
  [6, { ...plain, websocket: true }],
  [7, { ...unchecked, websocket: true }],
  [8, { ...verifying, websocket: true }],
  [9, { ...presenting, websocket: true }],
  [10, { ...mutual, websocket: true }],
]);
