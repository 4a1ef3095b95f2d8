/** How an access point answers stations that it could take and does not want. */
export interface JoinRefusal {
  /** 802.11 status code of the answer. */
  readonly status: number;
  /** How many it answers so; all when absent. */
  readonly times?: number;
}

/** What can be done to an access point, or to several at a time. */
export interface AccessPointControl {
  /** Switches it on. Stations that did not notice are sent away: it does not know them. */
  up(): void;
  /** Switches it off. It has forgotten its stations; they notice when its beacons are missing. */
  down(): void;
  /**
   * Sends its stations away; each may come back at once.
   * @param code 802.11 reason code, by default 1: unspecified
   */
  drop(code?: number): void;
  /**
   * Changes how strongly it is heard.
   * @param rssi dBm; absent: as described
   */
  signal(rssi: number | undefined): void;
  /** Beacons and answers to probes are not heard, or are again; data passes all the time. */
  loseBeacons(lost: boolean): void;
  /** It neither sends nor hears, or does again; it forgets nothing. */
  mute(muted: boolean): void;
  /** Refuses stations that it could take; absent: takes them again. */
  refuse(rule: JoinRefusal | undefined): void;
  /**
   * How many stations it takes; those that are there stay.
   * @param stationsMax absent: as described
   */
  limit(stationsMax: number | undefined): void;
  /**
   * Gives it another password, which sends its stations away.
   * @param password absent: as described
   */
  password(password: string | undefined): void;
  /**
   * Goes to another channel.
   * @param channel absent: the one described
   * @param announced whether its stations are told, as 802.11 channel switch announcements do;
   *   those that are not hear nothing any more
   */
  moveTo(channel: number | undefined, announced: boolean): void;
}
