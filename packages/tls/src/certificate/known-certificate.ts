import { bytesToHex } from '@noble/curves/utils.js';
import { Remembered } from '../remembered.ts';
import type { Certificate } from './certificate.ts';
import { readCertificate } from './read-certificate.ts';

/** More than any scenario has. */
const certificatesMax = 256;

const certificates = new Remembered<Certificate>(certificatesMax);

/** As `readCertificate`, which takes long; a server shows the same in every handshake. */
export function knownCertificate(der: Uint8Array): Certificate {
  return certificates.recall(bytesToHex(der), () => readCertificate(der));
}
