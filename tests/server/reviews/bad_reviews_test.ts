import { assert, assertEquals } from "@std/assert";
import { withoutWriting } from "./without_writing.ts";
import { EVENT, FORECAST, pathOf, PICKS, postReview } from "./review_fixture.ts";

const PICK = pathOf("pick", PICKS[0]);

/** A review that would be right. */
const RIGHT = { decision: "accepted" };

/** The same with a header in the place of another. */
function withHeader(name: string, value: string | undefined): RequestInit {
  const init = postReview(0, RIGHT);
  const headers = new Headers(init.headers);
  headers.delete(name);
  if (value !== undefined) headers.set(name, value);
  return { ...init, headers };
}

const revised = (correction: unknown) => postReview(0, { decision: "revised", correction });

/** What is wrong, its status, and the field that the problem names. */
const WRONG: readonly [path: string, init: RequestInit, status: number, field?: string][] = [
  [PICK, withHeader("if-match", undefined), 428, "If-Match"],
  [PICK, withHeader("if-match", "*"), 400, "If-Match"],
  [PICK, withHeader("if-match", '"0", "1"'), 400, "If-Match"],
  [PICK, withHeader("if-match", 'W/"0"'), 400, "If-Match"],
  [PICK, withHeader("if-match", '"newest"'), 400, "If-Match"],
  [PICK, withHeader("content-type", "text/plain"), 415],
  [PICK, { ...postReview(0, RIGHT), body: "{" }, 422],
  [PICK, { ...postReview(0, RIGHT), body: JSON.stringify("a".repeat(40_000)) }, 413],
  [PICK, postReview(0, { decision: "liked" }), 422, "decision"],
  [PICK, postReview(0, {}), 422, "decision"],
  [PICK, postReview(0, { ...RIGHT, reason: "  " }), 422, "reason"],
  [PICK, postReview(0, { ...RIGHT, reason: "a".repeat(5_000) }), 422, "reason"],
  [PICK, postReview(0, { ...RIGHT, reason: undefined }), 422, "reason"],
  [PICK, postReview(0, { ...RIGHT, author: "" }), 422, "author"],
  [PICK, postReview(0, { ...RIGHT, author: undefined }), 422, "author"],
  [PICK, postReview(0, { ...RIGHT, author: 7 }), 422, "author"],
  [PICK, postReview(0, { ...RIGHT, correction: { phase: "S" } }), 422, "correction"],
  [PICK, postReview(0, { decision: "revised" }), 422, "correction"],
  [PICK, revised({}), 422, "correction"],
  [PICK, revised({ timeMs: "noon" }), 422, "correction.timeMs"],
  [PICK, revised({ timeMs: 1e300 }), 422, "correction.timeMs"],
  [PICK, revised({ magnitude: 4 }), 422, "correction.magnitude"],
  [PICK, revised({ colour: "red" }), 422, "correction"],
  [PICK, postReview(0, { decision: "undone" }), 422, "undoes"],
  [PICK, postReview(0, { ...RIGHT, undoes: 1 }), 422, "undoes"],
  [PICK, postReview(0, { ...RIGHT, number: 1 }), 422],
  [`${PICK}?events=1`, postReview(0, RIGHT), 400, "events"],
  [pathOf("event", EVENT.id), revised({ latitude: 91 }), 422, "correction.latitude"],
  [pathOf("event", EVENT.id), revised({ depthKm: -1e4 }), 422, "correction.depthKm"],
  [pathOf("forecast", FORECAST), revised({ probability: 1.2 }), 422, "correction.probability"],
  [pathOf("magnitude", EVENT.magnitudes[0].id), postReview(0, RIGHT), 400, "event"],
  [pathOf("magnitude", "none", "?event=net%2Ffull%20event"), postReview(0, RIGHT), 404],
  [pathOf("magnitude", EVENT.magnitudes[0].id, "?event=none"), postReview(0, RIGHT), 404],
  [pathOf("pick", "none"), postReview(0, RIGHT), 404],
  [pathOf("pick", "' OR 1=1 --"), postReview(0, RIGHT), 404],
  [pathOf("station", "XX.A"), postReview(0, RIGHT), 404],
];

Deno.test("what is wrong with a review is told with its field, and nothing is written", () =>
  withoutWriting(async (ask) => {
    for (const [path, init, status, field] of WRONG) {
      const response = await ask(path, init);
      const about = `${path} ${init.body} ${JSON.stringify([...new Headers(init.headers)])}`;
      const problem = await response.json();
      assertEquals([response.status, problem.status], [status, status], about);
      assertEquals(response.headers.get("content-type"), "application/problem+json", about);
      if (field !== undefined) assertEquals(problem.errors?.[0]?.field, field, about);
      assert(!problem.detail.includes("    at "), about);
    }
  }));

Deno.test("questions that make no sense are refused", () =>
  withoutWriting(async (ask) => {
    const questions: [path: string, status: number][] = [
      ["/v1/reviews?kind=station", 400],
      ["/v1/reviews?since=yesterday", 400],
      ["/v1/reviews?limit=0", 400],
      ["/v1/reviews?limit=100000", 400],
      ["/v1/reviews?after=-1", 400],
      ["/v1/reviews/queue?limit=ten", 400],
      ["/v1/reviews/queue?kind=train", 400],
      [pathOf("event", "none"), 404],
      [pathOf("forecast", "none"), 404],
      ["/v1/reviews/pick", 404],
    ];
    for (const [path, status] of questions) {
      const response = await ask(path);
      assertEquals([response.status, (await response.json()).status], [status, status], path);
    }
  }));
