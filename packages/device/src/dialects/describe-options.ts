import { dialectOptions } from './dialect-options.ts';
import { dialects } from './index.ts';

/** A dialect option as a reference page shows it. */
export interface OptionDescription {
  readonly name: string;
  readonly meaning: string;
  /** In every dialect, in their order. */
  readonly values: readonly { readonly dialect: string; readonly value: unknown }[];
  /** Why the documents' value is what it is, then why others set another. */
  readonly bases: readonly { readonly dialect: string; readonly basis: string }[];
}

/** Every option of the dialects, in the order of their list. */
export function describeOptions(): readonly OptionDescription[] {
  return Object.entries(dialectOptions).map(([name, { value, meaning, basis }]) => {
    const changes = dialects.map((dialect) => {
      const change = Object.entries(dialect.changes).find(([option]) => option === name)?.[1];
      return { dialect: dialect.name, change };
    });
    return {
      name,
      meaning,
      values: changes.map(({ dialect, change }) => ({
        dialect,
        value: change === undefined ? value : change.value,
      })),
      bases: [
        { dialect: 'docs', basis },
        ...changes.flatMap(({ dialect, change }) =>
          change === undefined ? [] : [{ dialect, basis: change.basis }],
        ),
      ],
    };
  });
}
