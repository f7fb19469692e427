import type { ListeningServer } from "./listening_server.ts";
import type { RequestsUnderWay } from "./requests_under_way.ts";

/** How long connections without a request may take to close, milliseconds. */
const CLOSING_MS = 1_000;

/** Takes no more requests and waits for those under way; they are cut when their time is over. */
export async function endServer(
  server: ListeningServer,
  { requests, graceMs }: { requests: RequestsUnderWay; graceMs: number },
): Promise<void> {
  const isDone = await within(graceMs, requests.end());
  if (isDone) await within(CLOSING_MS, server.shutdown());
  else server.cut();
}

/** Whether something is done within a time. */
async function within(timeMs: number, work: Promise<unknown>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => timer = setTimeout(() => resolve(false), timeMs));
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
