import forge from 'node-forge';

/** One block between BEGIN and END. */
export interface PemBlock {
  /** `CERTIFICATE`, `RSA PRIVATE KEY`, ... */
  readonly label: string;
  readonly der: Uint8Array;
  /** The block says that a password is needed to read it. */
  readonly isEncrypted: boolean;
}

/** The blocks of a PEM text in their order; undefined: a block is damaged. */
export function readPem(text: string): readonly PemBlock[] | undefined {
  const begun = text.match(/-----BEGIN /g)?.length ?? 0;
  if (begun === 0) return [];
  const blocks = decode(text);
  return blocks?.length === begun ? blocks : undefined;
}

function decode(text: string): readonly PemBlock[] | undefined {
  try {
    return forge.pem.decode(text).map((message) => ({
      label: message.type,
      der: Uint8Array.from(message.body, (char) => char.charCodeAt(0)),
      isEncrypted: message.type === 'ENCRYPTED PRIVATE KEY' || message.procType !== null,
    }));
  } catch {
    // Forge throws plain errors at what is between the lines.
    return undefined;
  }
}

/** A block as openssl writes it, lines of 64 characters that end in LF. */
export function writePem(label: string, der: Uint8Array): string {
  const lines = forge.util.encode64(String.fromCharCode(...der), 64).replaceAll('\r\n', '\n');
  return `-----BEGIN ${label}-----\n${lines.trimEnd()}\n-----END ${label}-----\n`;
}
