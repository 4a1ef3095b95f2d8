/** The messages of a TLS 1.2 handshake [RFC 5246 7.4, 5077 3.3, 6066 8]. */
const typeIds = {
  hello_request: 0,
  client_hello: 1,
  server_hello: 2,
  new_session_ticket: 4,
  certificate: 11,
  server_key_exchange: 12,
  certificate_request: 13,
  server_hello_done: 14,
  certificate_verify: 15,
  client_key_exchange: 16,
  finished: 20,
  certificate_status: 22,
} as const;

export type MessageType = keyof typeof typeIds;

const types = new Map(Object.entries(typeIds).map(([name, id]) => [id, name as MessageType]));

export function messageTypeId(type: MessageType): number {
  return typeIds[type];
}

/** @returns undefined for a number that stands for no message of TLS 1.2 */
export function messageTypeOf(id: number): MessageType | undefined {
  return types.get(id as (typeof typeIds)[MessageType]);
}
