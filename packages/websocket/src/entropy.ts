/** Where random bytes come from: the kernel's seed below the adapters. */
export type Entropy = (byteCount: number) => Uint8Array;
