/** What can be done to WebSocket connections below MQTT. */
export interface WebSocketControl {
  /** Sends a Ping. @param payload at most 125 bytes. Default: none */
  ping(payload?: Uint8Array): void;
  /**
   * Sends a Close, and FIN once the client has answered or 10 s have passed.
   * What the broker sends from then on is lost.
   * @param code 1000 to 4999, whether or not RFC 6455 lets it be sent
   * @param reason at most 123 bytes of UTF-8. Default: none
   */
  closeWith(code: number, reason?: string): void;
}
