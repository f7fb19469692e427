import { assert, assertEquals } from "@std/assert";
import { groupReviewedPicks } from "../../../../engine/monitoring/reviews/group_reviewed_picks.ts";
import { makePick } from "../../storage/database/database_fixture.ts";

Deno.test("picks of a hundred thousand that persons spoke of are told from the others in seconds", () => {
  const stations = 400;
  const picks = Array.from({ length: 100_000 }, (_, i) => ({
    ...makePick(`p${i}`, 1.7e12 + 60_000 * Math.floor(i / stations), `S${i % stations}`),
  }));
  const reviewed = picks.filter((_, i) => i % 2 === 0).map((pick) => ({
    ...{ original: pick, isAdded: false, current: pick, state: "accepted" as const, reviewedMs: 1 },
  }));
  const beside = picks.filter((_, i) => i % 4 !== 0); // half of them were reviewed
  const startMs = performance.now();
  const { groups } = groupReviewedPicks(reviewed, { beside, spanMs: 30_000 });
  assert(performance.now() - startMs < 20_000);
  assertEquals(groups.length, reviewed.length);
  assert(groups.every(({ marks }) => marks.length === 1 && marks[0].kind === "right"));
});
