/** What is asked how often. */
export interface OpenLoopOptions {
  /** Address that is read. */
  readonly url: string;
  /** Requests a second, whether earlier ones are answered or not. */
  readonly perSecond: number;
  /** How long, seconds. */
  readonly seconds: number;
}

/** How the answers came. */
export interface OpenLoopFacts {
  /** Requests. */
  requests: number;
  /** Those that were answered 200 with a whole body. */
  answered: number;
  /** Bytes of a body, on average. */
  bytes: number;
  /** Half were answered within so many milliseconds of the time at which they were due. */
  medianMs: number;
  /** 99 of 100 likewise. */
  p99Ms: number;
  /** All likewise. */
  largestMs: number;
}

/** Reads an address at a fixed rate; latency counts from when a request was due, whenever it could be sent. */
export async function readInOpenLoop(options: OpenLoopOptions): Promise<OpenLoopFacts> {
  const { url, perSecond, seconds } = options;
  const client = Deno.createHttpClient({ poolMaxIdlePerHost: 256 });
  const requests = Math.round(perSecond * seconds);
  const latencies: number[] = [];
  let [answered, bytes] = [0, 0];
  const startMs = performance.now() + 50;
  const ask = async (dueMs: number) => {
    const response = await fetch(url, { client });
    const body = await response.arrayBuffer();
    latencies.push(performance.now() - dueMs);
    if (response.status !== 200) return;
    answered++;
    bytes += body.byteLength;
  };
  const asked: Promise<void>[] = [];
  while (asked.length < requests) {
    const dueMs = (i: number) => startMs + i * 1000 / perSecond;
    while (asked.length < requests && dueMs(asked.length) <= performance.now()) {
      asked.push(ask(dueMs(asked.length)));
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(asked);
  client.close();
  latencies.sort((a, b) => a - b);
  const quantile = (share: number) => latencies[Math.ceil(share * latencies.length) - 1];
  return {
    ...{ requests, answered, bytes: Math.round(bytes / answered) },
    ...{ medianMs: quantile(0.5), p99Ms: quantile(0.99), largestMs: quantile(1) },
  };
}
