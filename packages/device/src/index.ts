export { dialectOptions, type DialectOptions } from './dialects/dialect-options.ts';
export type { Dialect } from './dialects/dialect.ts';
export { dialects } from './dialects/index.ts';
export { w800Profile, type Profile } from './profile/w800-profile.ts';
export { sessionState } from './session/mqtt-session.ts';
export { stationState } from './station/wifi-trace.ts';
export { power, W800, type W800Options } from './w800.ts';
