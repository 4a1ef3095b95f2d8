/**
 * How a router treats what it does not let through. It might also answer with
 * ICMP; the module's lwIP 2.1.3 reads no ICMP but echo requests, so that this
 * is silence to it.
 */
export type Refusal = 'silence' | 'reset';
