/** How an access point answers an association request; IEEE 802.11 numbers them. */
export const statusCodes = {
  success: 0,
  unspecified: 1,
  /** The access point has no room for another station. */
  full: 17,
  /** The station does not speak what every station here must. */
  basicRates: 18,
  /** The station has no 802.11n where that is demanded. */
  highThroughput: 27,
  /** The station listens too seldom. */
  listenInterval: 51,
} as const;
