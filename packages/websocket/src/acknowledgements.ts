interface Run {
  bytes: number;
  readonly isPayload: boolean;
}

/** Tells the payload among the bytes that the peer's stack acknowledges. */
export class Acknowledgements {
  private readonly runs: Run[] = [];

  /** Bytes that follow those noted before. */
  note(bytes: number, isPayload: boolean): void {
    const last = this.runs.at(-1);
    if (last?.isPayload === isPayload) last.bytes += bytes;
    else if (bytes > 0) this.runs.push({ bytes, isPayload });
  }

  /** @returns how much of it was payload */
  take(byteCount: number): number {
    let rest = byteCount;
    let payloadBytes = 0;
    for (let run = this.runs[0]; run !== undefined && rest > 0; run = this.runs[0]) {
      const taken = Math.min(rest, run.bytes);
      rest -= taken;
      run.bytes -= taken;
      if (run.isPayload) payloadBytes += taken;
      if (run.bytes === 0) this.runs.shift();
    }
    return payloadBytes;
  }
}
