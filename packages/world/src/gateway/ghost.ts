import type { ByteStream, ByteStreamEvents } from '@w800/ports';

/**
 * What is left of a stream whose module can no longer be heard: it takes what
 * comes, says nothing, and is gone when the peer has had enough.
 */
export function ghostOf(stream: ByteStream): ByteStreamEvents {
  return {
    data: (bytes) => stream.consumed(bytes.length),
    end: () => stream.abort(),
    acknowledged: () => {},
    close: () => {},
  };
}
