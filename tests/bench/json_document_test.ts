import { assert, assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import { fileURLToPath } from "node:url";
import type { BenchResult, CaseResult } from "../../bench/bench_result.ts";

Deno.test("bench: the task prints one JSON document on stdout and all else on stderr", async () => {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["task", "bench", "--", "lstm-infer-1", "--json", "--no-outside"],
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
  });
  const { code, stdout, stderr } = await command.output();
  const messages = new TextDecoder().decode(stderr);
  assertEquals(code, 0, messages);
  assertStringIncludes(messages, "lstm-infer-1: batch 1");
  const result: BenchResult = JSON.parse(new TextDecoder().decode(stdout));
  assertEquals(result.name, "lstm-infer-1");
  assertEquals(result.cases.map((one) => one.case), ["batch 1"]);
  assertTimes(result);
  assert("tfjs_wasm" in result.peers);
  // The others' networks are shared data, and PyTorch was left out: they ran, or it says why not.
  for (const rival of ["ort_web", "ort_node", "ort_node_2", "torch", "torch_2"]) {
    assertEquals(result.peers[rival] === null, rival in (result.absent ?? {}), rival);
  }
  assertEquals(result.ours_2_ms === null, "ours_2_threads" in (result.absent ?? {}));
  const wanted = result.targets.map(({ target, wanted }) => [target, wanted]);
  assertEquals(wanted[0], ["ours at least 80 times as fast as tfjs_wasm", 80]);
  assertEquals(result.targets[0].got, result.ratio.tfjs_wasm);
  assertEquals(result.machine.deno, Deno.version.deno);
  assert(result.machine.cores >= 1 && result.machine.cpu !== "");
  assert(/^([0-9a-f]{40}(\+changes)?|unknown: .+)$/.test(result.commit), result.commit);
});

/** Every time is there and every ratio is that of the times. */
function assertTimes(result: CaseResult): void {
  const { ours_ms: ours, peers, ratio } = result;
  assert(ours > 0);
  assertEquals(Object.keys(ratio), Object.keys(peers));
  for (const [rival, median] of Object.entries(peers)) {
    if (median === null) {
      assertEquals(ratio[rival], null);
      continue;
    }
    assert(median > 0, rival);
    assertAlmostEquals(ratio[rival]!, median / ours);
  }
}
