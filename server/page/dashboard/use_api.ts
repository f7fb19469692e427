import { useEffect, useState } from "preact/hooks";
import { keyHeaders, waitForKey } from "./api_key.ts";

/** A request that the server refused, or that did not reach it. */
export class ApiError extends Error {
  /** Made with the status of the answer, 0 where none came. */
  constructor(message: string, readonly status: number) {
    super(message);
  }
}

/** Sends a request with the reader's API key, which is asked for where the server wants one. */
export async function askApi(path: string, init: RequestInit = {}): Promise<Response> {
  for (;;) {
    const response = await fetch(path, {
      ...init,
      headers: { ...init.headers as Record<string, string>, ...keyHeaders() },
    });
    if (response.status !== 401) return response;
    await response.body?.cancel();
    await waitForKey();
  }
}

/** Gets JSON. Throws ApiError with the detail of the problem that the server answered with. */
export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await askApi(path, { signal });
  const answer = await response.json().catch(() => undefined);
  if (response.ok && answer !== undefined) return answer as T;
  throw new ApiError(answer?.detail ?? `The server answered ${response.status}.`, response.status);
}

/** What a page knows of an answer: waiting for it, refused, or there. */
export interface ApiAnswer<T> {
  /** The answer; left out until it is there. */
  readonly data?: T;
  /** Why there is none. */
  readonly error?: ApiError;
  /** Asks again. */
  readonly reload: () => void;
}

/** Gets JSON for a component, anew when the path changes; nothing while it is undefined. */
export function useApi<T>(path: string | undefined): ApiAnswer<T> {
  const [answer, setAnswer] = useState<{ path?: string; data?: T; error?: ApiError }>({});
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (path === undefined) return;
    const ending = new AbortController();
    getJson<T>(path, ending.signal).then(
      (data) => setAnswer({ path, data }),
      (error) => {
        if (ending.signal.aborted) return;
        const known = error instanceof ApiError
          ? error
          : new ApiError("The server cannot be reached.", 0);
        setAnswer({ path, error: known });
      },
    );
    return () => ending.abort();
  }, [path, turn]);
  const { data, error } = answer.path === path ? answer : {};
  return { data, error, reload: () => setTurn((now) => now + 1) };
}
