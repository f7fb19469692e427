/** What a data centre answers to one request instead of the file. */
export type DataFault =
  | { kind: "answer"; status: number; body?: string; headers?: Record<string, string> }
  | { kind: "cut"; bytes: number }
  | { kind: "reset"; bytes: number };

/** A data centre on loopback. */
export interface DataServer {
  /** Address of the centre, ending in "/fdsnws/". */
  baseUrl: string;
  /** Every request: service and parameters. */
  log: { service: string; parameters: Record<string, string> }[];
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Serves one body to dataselect and one to station requests; `fault` decides what goes wrong with a
 * request, the first being 1.
 */
export function startDataServer(
  bodies: { dataselect?: Uint8Array<ArrayBuffer>; station?: Uint8Array<ArrayBuffer> },
  fault: (number: number) => DataFault | undefined = () => undefined,
): DataServer {
  const log: DataServer["log"] = [];
  const handle = (request: Request): Response => {
    const url = new URL(request.url);
    const service = url.pathname.split("/").at(-3) as "dataselect" | "station";
    log.push({ service, parameters: Object.fromEntries(url.searchParams) });
    const wrong = fault(log.length);
    if (wrong?.kind === "answer") {
      return new Response(wrong.body ?? null, { status: wrong.status, headers: wrong.headers });
    }
    const body = bodies[service];
    if (body === undefined) return new Response(null, { status: 204 });
    if (wrong === undefined) return new Response(body);
    if (wrong.kind === "cut") return new Response(body.slice(0, wrong.bytes));
    let sent = false;
    return new Response(
      new ReadableStream({
        pull(controller) {
          if (sent) return controller.error(new Error("the connection breaks"));
          sent = true;
          controller.enqueue(body.slice(0, wrong.bytes));
        },
      }),
    );
  };
  const server = Deno.serve({
    hostname: "127.0.0.1",
    port: 0,
    onListen() {},
    onError: () => new Response(),
  }, handle);
  return {
    baseUrl: `http://127.0.0.1:${server.addr.port}/fdsnws/`,
    log,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
