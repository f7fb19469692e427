import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { ForecastQueue, type QueueOptions } from "../../server/forecast_queue.ts";
import type { ForecastJob } from "../../server/forecast_job.ts";

const JOB: Omit<ForecastJob, "body"> = {
  kind: "forecast",
  contentType: "text/csv",
  query: {},
  latestTimeMs: 0,
};

const jobOf = (word: string) => (): Promise<ForecastJob> =>
  Promise.resolve({ ...JOB, body: new TextEncoder().encode(word) });

/** A queue whose workers do what the job says: answer, crash, reject, hang. */
async function withQueue(
  options: Partial<QueueOptions>,
  body: (queue: ForecastQueue, logged: string[]) => Promise<void>,
): Promise<void> {
  const logged: string[] = [];
  const queue = new ForecastQueue({
    ...{ workers: 1, length: 4, timeoutMs: 20_000 },
    settings: { modelsFolder: "", unpackedLimitBytes: 1, sampleLimit: 1 },
    log: (line) => void logged.push(line),
    startThread: () =>
      new Worker(new URL("./obedient_worker.ts", import.meta.url), { type: "module" }),
    ...options,
  });
  queue.start();
  try {
    await body(queue, logged);
  } finally {
    queue.close();
  }
}

Deno.test("a worker that crashes costs its own job only", async () => {
  await withQueue({}, async (queue, logged) => {
    assertEquals(await queue.run(jobOf("answer")), { json: '"answer"' });
    for (const [nth, word] of ["crash", "reject"].entries()) {
      const [crashed, next] = await Promise.all([queue.run(jobOf(word)), queue.run(jobOf("next"))]);
      assertEquals("problem" in crashed && crashed.problem.status, 500);
      assertEquals(next, { json: '"next"' });
      assertEquals(queue.restarts, nth + 1);
      assertMatch(logged.join("\n"), new RegExp(`it failed: .*${word} as told`));
    }
  });
});

Deno.test("a job that takes too long is stopped, and one that waits too long is let go", async () => {
  await withQueue({ timeoutMs: 1000 }, async (queue) => {
    await queue.run(jobOf("warm up"));
    const results = await Promise.all(
      ["hang", "hang", "answer"].map((word) => queue.run(jobOf(word))),
    );
    const problems = results.map((result) => "problem" in result ? result.problem : undefined);
    assertEquals(problems.map((problem) => problem?.status), [504, 504, 504]);
    assertMatch(problems[0]!.detail, /the work was stopped/);
    assertMatch(problems[1]!.detail, /no worker became free/);
    assertEquals([queue.restarts, queue.waiting, queue.running], [1, 0, 0]);
    assertEquals(await queue.run(jobOf("answer")), { json: '"answer"' });
  });
});

Deno.test("jobs are done in their order", async () => {
  await withQueue({ length: 9 }, async (queue) => {
    const order: number[] = [];
    await Promise.all(
      Array.from({ length: 9 }, (_, i) => queue.run(jobOf("answer")).then(() => order.push(i))),
    );
    assertEquals(order, [0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });
});

Deno.test("a closed queue answers what waits and what is new", async () => {
  await withQueue({}, async (queue) => {
    const waiting = [queue.run(jobOf("hang")), queue.run(jobOf("answer"))];
    await Promise.resolve(); // they have arrived
    queue.close();
    for (const result of [...await Promise.all(waiting), await queue.run(jobOf("answer"))]) {
      assertEquals("problem" in result && result.problem.status, 503);
    }
  });
});

Deno.test("workers that cannot start are told of, and jobs refused at once", async () => {
  const startThread = () =>
    new Worker(new URL("./unfit_worker.ts", import.meta.url), { type: "module" });
  await withQueue({ startThread }, async (queue, logged) => {
    while (queue.fault === undefined) await new Promise((resolve) => setTimeout(resolve, 20));
    assertEquals([queue.fault, queue.backend], ["no WebAssembly today", undefined]);
    const result = await queue.run(jobOf("answer"));
    assertEquals("problem" in result && result.problem.status, 503);
    assertEquals("problem" in result && result.problem.retryAfterSeconds, 30);
    assertMatch(logged.join("\n"), /A worker cannot start: no WebAssembly today/);
  });
});

Deno.test("jobs on their way take room, and give it back when they fail to come", async () => {
  await withQueue({ length: 2 }, async (queue) => {
    await queue.run(jobOf("warm up")); // from here on there is an idle worker
    const arrival = Promise.withResolvers<ForecastJob>();
    const coming = [1, 2, 3].map(() => queue.run(() => arrival.promise));
    const refused = await queue.run(jobOf("answer"));
    assertEquals("problem" in refused && refused.problem.status, 503);
    arrival.reject(new RangeError("broken off"));
    for (const job of coming) await assertRejects(() => job, RangeError, "broken off");
    assertEquals(await queue.run(jobOf("answer")), { json: '"answer"' });
  });
});
