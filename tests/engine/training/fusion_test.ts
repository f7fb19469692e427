import { assert } from "@std/assert";
import { fuseOnce } from "../../../bench/check_fusion.ts";
import { startOneThread } from "./small_training.ts";

Deno.test("a planted signal between two kinds of input is found, and not a shuffled one", async () => {
  await startOneThread();
  const truth = { strength: 1.2, years: 5 };
  const planted = await fuseOnce(1, { ...truth, isShuffled: false });
  assert(planted.low > 0, JSON.stringify(planted));
  const shuffled = await fuseOnce(1, { ...truth, isShuffled: true });
  assert(shuffled.low <= 0, JSON.stringify(shuffled));
});
