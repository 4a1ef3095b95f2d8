import { distance } from './segment.ts';

interface Piece {
  readonly sequence: number;
  readonly payload: Uint8Array;
  readonly fin: boolean;
}

/** What has arrived behind a gap. Nothing in it lies outside the window, so it is short. */
export class OutOfOrderQueue {
  /** In order. Pieces may overlap; what is taken is cut where it was taken already. */
  private readonly pieces: Piece[] = [];

  get isEmpty(): boolean {
    return this.pieces.length === 0;
  }

  add(sequence: number, payload: Uint8Array, fin: boolean): void {
    const { pieces } = this;
    const found = pieces.findIndex((piece) => distance(piece.sequence, sequence) <= 0);
    const index = found < 0 ? pieces.length : found;
    const present = pieces[index];
    const isSame = present?.sequence === sequence;
    if (isSame && present.payload.length >= payload.length && (present.fin || !fin)) return;
    pieces.splice(index, isSame ? 1 : 0, { sequence, payload, fin });
  }

  /** Takes the piece that holds a sequence number, cut to begin there, if there is one. */
  take(expected: number): { readonly payload: Uint8Array; readonly fin: boolean } | undefined {
    for (let piece = this.pieces[0]; piece !== undefined; piece = this.pieces[0]) {
      const skip = distance(piece.sequence, expected);
      if (skip < 0) return undefined;
      this.pieces.shift();
      const rest = piece.payload.length - skip;
      if (rest > 0 || (rest === 0 && piece.fin)) {
        return { payload: piece.payload.subarray(skip), fin: piece.fin };
      }
    }
    return undefined;
  }

  clear(): void {
    this.pieces.length = 0;
  }
}
