import type { Dialect } from './dialect.ts';
import { docsDialect } from './docs.ts';
import { espAtDialect } from './esp-at.ts';
import { firmwareDialect } from './firmware.ts';

/** Every dialect that ships. A new one is a file and a line here. */
export const dialects: readonly Dialect[] = [docsDialect, firmwareDialect, espAtDialect];
