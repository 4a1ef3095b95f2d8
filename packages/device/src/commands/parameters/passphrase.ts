import { text, type ByteString } from '@w800/at';

/** The password of a network: 8 to 63 characters, 64 hexadecimal digits, or empty. */
export const passphrase = () =>
  text({
    label: 'pwd',
    bytesMin: 0,
    bytesMax: 64,
    secret: true,
    refuse: (password) => !isPassphrase(password),
    summary: {
      en: '8 to 63 characters or 64 hexadecimal digits; empty for an open network',
      zh: '8 到 63 个字符或 64 位十六进制；开放网络为空',
    },
  });

function isPassphrase(password: ByteString): boolean {
  if (password === '') return true;
  if (password.length === 64) return /^[0-9a-fA-F]{64}$/.test(password);
  return password.length >= 8 && /^[ -~]*$/.test(password);
}
