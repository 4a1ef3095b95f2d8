/** What can be done to the TCP of a server. Without a port it is about all of its ports. */
export interface ServerControl {
  /**
   * The server restarts and knows no connection any more: it says nothing, and answers what
   * comes on an old one with RST. What listens goes on listening; its streams are aborted.
   */
  forgetConnections(port?: number): void;
  /**
   * Something on the way ends the connections by an RST in the server's name.
   * @param towards `peer`: the server itself is not told
   */
  reset(port?: number, towards?: 'both' | 'peer'): void;
  /** The server finishes sending (FIN) and goes on listening to what the peer sends. */
  finish(port?: number): void;
  /** New connections are answered with RST. Returns what ends it. */
  refuseConnections(port?: number): () => void;
  /**
   * What comes vanishes, as behind a firewall.
   * @param what `new`: only requests for a connection, as with a full queue of them
   * @returns what ends it
   */
  ignore(what: 'new' | 'all', port?: number): () => void;
  /**
   * The server hangs and reads from no connection: its window is shut with its next segment, and
   * stays so. Returns what ends it.
   */
  stopReading(port?: number): () => void;
}
