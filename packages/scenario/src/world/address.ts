const dotted = /^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/;

/** Whether a text is a dotted IPv4 address. */
export function isAddress(text: string): boolean {
  return dotted.test(text);
}

/** A pattern and what to write where it does not fit, for a schema of texts. */
export const addressPattern = [dotted, 'Write a dotted address: 192.168.10.234.'] as const;
