/** What a record carries [RFC 5246 6.2.1]. */
export type ContentType = 'change_cipher_spec' | 'alert' | 'handshake' | 'application_data';

export const contentTypeIds: Readonly<Record<ContentType, number>> = {
  change_cipher_spec: 20,
  alert: 21,
  handshake: 22,
  application_data: 23,
};

export function contentTypeOf(id: number): ContentType | undefined {
  switch (id) {
    case 20:
      return 'change_cipher_spec';
    case 21:
      return 'alert';
    case 22:
      return 'handshake';
    case 23:
      return 'application_data';
    default:
      return undefined;
  }
}
