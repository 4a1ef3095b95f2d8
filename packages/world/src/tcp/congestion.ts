/** How much one connection may have under way, as its stack reckons it. */
export interface Congestion {
  /** The congestion window. */
  readonly windowBytes: number;
  /** Whether a lost segment is being made good after duplicate acknowledgements. */
  readonly recovering: boolean;
  /** The handshake is done. */
  open(mssBytes: number): void;
  /**
   * New data was acknowledged.
   * @param bytes how much
   * @param place up to where
   * @param flightBytes what is still under way behind it
   * @returns whether the segment at that place is to be sent again at once
   */
  acknowledged(bytes: number, place: number, flightBytes: number): boolean;
  /**
   * The same acknowledgement came once more.
   * @returns whether the oldest segment is to be sent again at once
   */
  duplicate(flight: FlightState): boolean;
  /** An acknowledgement came that is neither new nor a duplicate. */
  otherwise(): void;
  /** The retransmission timeout has passed. */
  expired(flight: FlightState): void;
}

/** What is under way. */
export interface FlightState {
  /** The oldest place not acknowledged. */
  readonly oldest: number;
  /** Behind the farthest place ever sent. */
  readonly farthest: number;
  /** The window the peer offers. */
  readonly windowBytes: number;
}
