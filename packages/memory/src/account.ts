/** What an owner holds. */
export interface Account {
  readonly owner: string;
  /** Headers included. */
  bytes: number;
}
