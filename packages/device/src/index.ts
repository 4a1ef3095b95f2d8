export type { Dialect } from './dialects/dialect.ts';
export { docsDialect } from './dialects/docs.ts';
export { w800Profile, type Profile } from './profile/w800-profile.ts';
export { W800, type W800Options } from './w800.ts';
