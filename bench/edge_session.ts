/** A piece of work that a session can do again and again. */
export type EdgeWork = () => unknown;

/**
 * Serves orders on the standard input, a line each: a name of work and how often, answered by an
 * empty line when it is done.
 */
export async function serveEdge(works: Readonly<Record<string, EdgeWork>>): Promise<void> {
  const lines = Deno.stdin.readable.pipeThrough(new TextDecoderStream());
  let rest = "";
  for await (const text of lines) {
    const parts = (rest + text).split("\n");
    rest = parts.pop()!;
    for (const order of parts) await answer(order, works);
  }
}

async function answer(order: string, works: Readonly<Record<string, EdgeWork>>): Promise<void> {
  const [name, times] = order.split(" ");
  for (let call = 0; call < Number(times); call++) {
    const result = works[name]();
    if (result instanceof Promise) await result;
  }
  say("");
}

/** Writes a line to the standard output. */
export function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(line + "\n"));
}
