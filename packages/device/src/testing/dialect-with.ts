import { defineDialect, type Dialect } from '../dialects/dialect.ts';
import type { DialectOptions } from '../dialects/dialect-options.ts';

/** The documents' dialect with some options set otherwise. */
export function dialectWith(options: Partial<DialectOptions>): Dialect {
  const changes: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(options)) changes[name] = { value, basis: 'a test' };
  return defineDialect({ name: 'test', subject: 'the test', summary: 'for a test' }, changes);
}
