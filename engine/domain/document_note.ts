/** Something in a document that its standard does not allow, or that a reader passed over. */
export interface DocumentNote {
  /** What it is, such as "wrong identifier", "left out" or "not read". */
  readonly kind: string;
  /** One sentence: what was found and what was done. */
  readonly message: string;
  /** The element or column that it is about. */
  readonly element?: string;
  /** Line in the source, the first line being 1. */
  readonly line?: number;
  /** The value found, cut to 80 characters. */
  readonly value?: string;
}
