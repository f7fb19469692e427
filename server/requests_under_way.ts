import { problemOf } from "./problem.ts";

type Answer = (request: Request, info: Deno.ServeHandlerInfo) => Promise<Response>;

/**
 * Counts requests until their answers are sent, so that a server can end then: Deno's own shutdown breaks off bodies
 * that are still on their way in, and cannot be hurried once it has begun.
 */
export class RequestsUnderWay {
  readonly #answer: Answer;
  #count = 0;
  #isOver = false;
  #whenNone: () => void = () => {};

  /** Counts what `answer` is asked. */
  constructor(answer: Answer) {
    this.#answer = answer;
  }

  /** Answers a request; with status 503 once the server is ending. */
  async answer(request: Request, info: Deno.ServeHandlerInfo): Promise<Response> {
    if (this.#isOver) return refuse();
    this.#count++;
    const done = () => {
      this.#count--;
      if (this.#count === 0) this.#whenNone();
    };
    info.completed.then(done, done); // whether it was taken or the client has left
    return await this.#answer(request, info);
  }

  /** Takes no more requests; settled once all answers are sent. */
  async end(): Promise<void> {
    this.#isOver = true;
    if (this.#count > 0) await new Promise<void>((resolve) => this.#whenNone = resolve);
  }
}

function refuse(): Response {
  const problem = problemOf("unavailable", "The server is ending.", { retryAfterSeconds: 5 });
  return new Response(JSON.stringify(problem, null, 2) + "\n", {
    status: problem.status,
    headers: {
      "content-type": "application/problem+json",
      "retry-after": String(problem.retryAfterSeconds),
      connection: "close",
    },
  });
}
