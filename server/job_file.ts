/** A file of a request. */
export interface JobFile {
  /** What it is called in messages. */
  name: string;
  /** Its bytes, unpacked. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Media type. */
  contentType: string;
}
