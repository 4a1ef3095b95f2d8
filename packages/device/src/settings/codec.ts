/** How a value is written to flash, as text, and read back. */
export interface Codec<Value> {
  encode(value: Value): string;
  /** Undefined when the text is none of this codec's. */
  decode(text: string): { readonly value: Value } | undefined;
}

/** A decimal integer. */
export const integerCodec: Codec<number> = {
  encode: String,
  decode: (text) => (/^-?\d{1,15}$/.test(text) ? { value: Number(text) } : undefined),
};

export const textCodec: Codec<string> = {
  encode: (value) => value,
  decode: (value) => ({ value }),
};

/** A value, or none, which is not the same as an empty one. */
export function optionalCodec<Value>(codec: Codec<Value>): Codec<Value | undefined> {
  return {
    encode: (value) => (value === undefined ? '' : `=${codec.encode(value)}`),
    decode(text) {
      if (text === '') return { value: undefined };
      return text.startsWith('=') ? codec.decode(text.slice(1)) : undefined;
    },
  };
}

/** Fields that are stored together: one write keeps them all. */
export function recordCodec<Fields extends object>(codecs: {
  readonly [Name in keyof Fields]-?: Codec<Fields[Name]>;
}): Codec<Fields> {
  const names = Object.keys(codecs) as (keyof Fields & string)[];
  return {
    encode: (value) => JSON.stringify(names.map((name) => codecs[name].encode(value[name]))),
    decode(text) {
      const texts = parsed(text);
      if (!Array.isArray(texts) || texts.length !== names.length) return undefined;
      const fields: Partial<Fields> = {};
      for (const [index, name] of names.entries()) {
        const field: unknown = texts[index];
        const decoded = typeof field === 'string' ? codecs[name].decode(field) : undefined;
        if (decoded === undefined) return undefined;
        fields[name] = decoded.value;
      }
      // Every name of `Fields` has just been given what its codec decoded.
      return { value: fields as Fields };
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
