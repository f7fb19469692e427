/** One event of a stream of server-sent events. */
export interface StreamEvent {
  /** Its kind; "message" where the server names none. */
  readonly event: string;
  /** Its data, lines joined. */
  readonly data: string;
  /** Its identifier; left out where it has none. */
  readonly id?: string;
}

/**
 * Server-sent events of a body, as they come. Comments give an event of the kind "comment", so that
 * a reader sees that the server is there. Source: WHATWG HTML, 9.2.6.
 */
export async function* readEventStream(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<StreamEvent> {
  let rest = "";
  let fields: { event?: string; id?: string; data: string[] } = { data: [] };
  for await (const text of body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop()!;
    for (const line of lines) {
      if (line === "") {
        const { event = "message", id, data } = fields;
        if (data.length > 0) yield { event, id, data: data.join("\n") };
        fields = { data: [] };
        continue;
      }
      if (line.startsWith(":")) yield { event: "comment", data: line.slice(1).trim() };
      const colon = line.indexOf(":");
      const name = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
      if (name === "data") fields.data.push(value);
      else if (name === "event" || name === "id") fields[name] = value;
    }
  }
}
