import { CertificateError } from '../certificate-error.ts';

/** The code of the error with which something is refused; `accepted` if it is not. */
export function codeOf(attempt: () => unknown): string {
  try {
    attempt();
    return 'accepted';
  } catch (error) {
    if (error instanceof CertificateError) return error.code;
    throw error;
  }
}
