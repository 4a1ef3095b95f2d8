/** RFC 854 commands. */
export const telnetCodes = {
  subnegotiationEnd: 240,
  subnegotiation: 250,
  will: 251,
  wont: 252,
  do: 253,
  dont: 254,
  /** Interpret as command: begins every command, and stands twice for itself. */
  iac: 255,
} as const;

/** Options by their assigned numbers. */
export const telnetOptions = {
  /** RFC 856: eight bits, nothing translated. */
  binary: 0,
  /** RFC 858: nobody waits for a go-ahead. */
  suppressGoAhead: 3,
  /** RFC 2217. */
  comPort: 44,
} as const;
