/** Quality of service: at most once, at least once, exactly once. */
export type QoS = 0 | 1 | 2;
