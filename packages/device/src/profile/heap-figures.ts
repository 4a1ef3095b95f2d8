import { figure } from '@w800/kernel';

/** The two regions `malloc` serves, and how it cuts them. */
export const heapFigures = {
  headerBytes: figure(
    24,
    'bytes',
    'documented',
    'SDK wm_heap.h, tracing on; same in the 2.2 image',
  ),
  alignmentBytes: figure(8, 'bytes', 'documented', 'SDK wm_heap.c'),
  sramBase: figure(0x20008d0c, 'address', 'measured', 'end of .bss in the 2.2 AT image'),
  sramBytes: figure(
    127_704,
    'bytes',
    'derived',
    '0x20028000 - 0x20008D0C, less alignment and marker',
  ),
  dramBase: figure(0x20028000, 'address', 'documented', 'SDK chip_layout.ld.h'),
  dramBytes: figure(
    131_040,
    'bytes',
    'derived',
    '131,072 - 4 (reboot word), less alignment and marker',
  ),
};

/** What a TLS connection holds: all of it from its beginning to its end but where it says so. */
export const tlsHeapFigures = {
  contextBytes: figure(2_116, 'bytes', 'measured', 'mbedTLS 3.4.0 with the options of the SDK'),
  inBufferBytes: figure(
    16_765,
    'bytes',
    'derived',
    'SDK mbedtls Kconfig: 16,384 of payload; 381 for header, IV, MAC and padding',
  ),
  outBufferBytes: figure(4_477, 'bytes', 'derived', 'SDK mbedtls Kconfig: 4,096 and the same 381'),
  handshakeBytes: figure(
    1_204,
    'bytes',
    'assumed',
    'set-up was measured at 25,360 with headers; how what remains is cut is a guess. Until the end of the handshake',
  ),
  transformBytes: figure(300, 'bytes', 'assumed', 'as handshakeBytes'),
  sessionBytes: figure(132, 'bytes', 'assumed', 'as handshakeBytes'),
  configurationBytes: figure(96, 'bytes', 'assumed', 'as handshakeBytes'),
  randomBytes: figure(56, 'bytes', 'assumed', 'as handshakeBytes'),
  certificateHeadBytes: figure(
    384,
    'bytes',
    'derived',
    'what a peer of two certificates and an authority were measured to differ by, each',
  ),
  rsaCertificateBytes: figure(
    592,
    'bytes',
    'derived',
    'an authority of 977 bytes was measured at 1,624 with headers',
  ),
  ecCertificateBytes: figure(
    1_272,
    'bytes',
    'derived',
    'a session with a P-256 certificate was measured at 27,896 with headers',
  ),
  peerCertificateBytes: figure(
    969,
    'bytes',
    'assumed',
    'the certificates that were measured; what a peer has sent, until the handshake is over',
  ),
  verificationBytes: figure(
    528,
    'bytes',
    'derived',
    'a session that verifies was measured to hold 2,176 more, 1,624 of them its authority',
  ),
  rsaKeyBytes: figure(
    4_600,
    'bytes',
    'derived',
    'a session with its own chain and RSA key was measured to hold 8,240 more',
  ),
  ecKeyBytes: figure(1_248, 'bytes', 'assumed', 'a key pair on P-256: no primes to keep'),
  ecdheRsaBytes: figure(
    5_896,
    'bytes',
    'derived',
    'the peak of a handshake was measured at 35,280 with headers. Until its end',
  ),
  ecBytes: figure(5_080, 'bytes', 'derived', 'likewise, on curves alone: 32,640'),
  rsaExchangeBytes: figure(5_160, 'bytes', 'derived', 'likewise, the key sent under RSA: 34,544'),
  signatureBytes: figure(
    1_296,
    'bytes',
    'derived',
    'likewise, with a certificate on each side: 47,016 instead of 37,456 and 8,240',
  ),
  chachaBytes: figure(
    1_568,
    'bytes',
    'derived',
    'a session under ChaCha20 was measured at 29,720 with headers. From the end of the handshake',
  ),
  gcmBytes: figure(2_496, 'bytes', 'derived', 'likewise under AES-128-GCM: 928 more'),
  cbcBytes: figure(
    2_000,
    'bytes',
    'assumed',
    'two AES keys and two hashes, without the tables of GCM',
  ),
};

/** What a WebSocket holds. */
export const websocketHeapFigures = {
  keyBytes: figure(25, 'bytes', 'documented', 'SDK WebSocket.c; freed when the upgrade is over'),
  frameBytes: figure(
    8,
    'bytes',
    'documented',
    'SDK WebSocket.c: what a frame that is received takes beside its data',
  ),
};
