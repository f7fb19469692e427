/** The address that a server in a process of its own prints once it listens. */
export async function firstAddress(stdout: ReadableStream<Uint8Array>): Promise<string> {
  let text = "";
  for await (const part of stdout.pipeThrough(new TextDecoderStream())) {
    text += part;
    const url = /Listening on (\S+),/.exec(text)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error(`no address in "${text}"`);
}
