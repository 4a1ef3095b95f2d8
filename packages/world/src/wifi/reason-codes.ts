/** Why an access point or a station ends an association; IEEE 802.11 numbers them. */
export const reasonCodes = {
  unspecified: 1,
  /** What let the station in once no longer does. */
  noLongerValid: 2,
  stationLeft: 3,
  /** The access point does not know the station that sends. */
  unknownStation: 7,
} as const;
