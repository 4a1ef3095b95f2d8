/** A request that is not granted: what is wrong, and how to put it right. */
export class ControlRefusal extends Error {
  /** Of HTTP. */
  readonly status: number;
  readonly fix: string;
  /** What was probably meant. */
  readonly nearest: string | undefined;
  /** The methods that are allowed, where another was used. */
  readonly allow: string | undefined;

  constructor(
    status: number,
    message: string,
    fix: string,
    more: { readonly nearest?: string | undefined; readonly allow?: string } = {},
  ) {
    super(message);
    this.name = 'ControlRefusal';
    this.status = status;
    this.fix = fix;
    this.nearest = more.nearest;
    this.allow = more.allow;
  }
}
