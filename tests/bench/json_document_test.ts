import { assert, assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { BenchResult, CaseResult } from "../../bench/bench_result.ts";
import { BENCHES } from "../../bench/list_of_benches.ts";
import { PHASENET_WEIGHTS } from "../../bench/peer_networks.ts";

/** Runs benches as a person does, but quickly; gives the document and what was said meanwhile. */
async function runQuickly(...names: string[]): Promise<{ document: unknown; messages: string }> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["task", "bench", "--", ...names, "--json", "--quick"],
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
  });
  const { code, stdout, stderr } = await command.output();
  const messages = new TextDecoder().decode(stderr);
  assertEquals(code, 0, messages);
  return { document: JSON.parse(new TextDecoder().decode(stdout)), messages };
}

/** The bench that is looked at closely, in a run of its own. */
const ALONE = "lstm-infer-1";

Deno.test("bench: the task prints one JSON document on stdout and all else on stderr", async () => {
  const { document, messages } = await runQuickly(ALONE);
  assertStringIncludes(messages, "lstm-infer-1: batch 1");
  const result = document as BenchResult;
  assertEquals(result.name, ALONE);
  checkTimes(result);
  assertEquals(result.cases.map((one) => one.case), ["batch 1"]);
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

/** Where the weights of PhaseNet are absent, its bench cannot run. */
const OTHERS = BENCHES.map(({ name }): string => name)
  .filter((name) => name !== ALONE)
  .filter((name) => name !== "phasenet-infer-1" || existsSync(PHASENET_WEIGHTS));

Deno.test(`bench: ${OTHERS.join(", ")} run and agree with their rivals`, async () => {
  const { document } = await runQuickly(...OTHERS);
  const results = document as BenchResult[];
  assertEquals(results.map(({ name }) => name), OTHERS);
  results.forEach(checkTimes);
});

function checkTimes(result: BenchResult): void {
  assertEquals(result.ours_ms, result.cases[0].ours_ms);
  result.cases.forEach(assertTimes);
}

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
