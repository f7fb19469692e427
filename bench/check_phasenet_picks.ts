import { assert } from "@std/assert";
import {
  classicalTracePicker,
  evaluatePickers,
  networkTracePicker,
  type PickerEvaluation,
  readLabelledWaveforms,
} from "../engine/monitoring/mod.ts";
import { openPhasenet } from "../tests/engine/monitoring/phasenet_for_tests.ts";
import { sharedFile } from "../tests/shared_data.ts";
import type { LongCheck } from "./long_check_definition.ts";

const WINDOWS = 20;
const SEED = 1;

/** PhaseNet's published weights on real traces, by the likeliest arrival and by thresholds. */
export const check: LongCheck = {
  about:
    `PhaseNet on ${WINDOWS} windows of each trace of ncedc, cut at random places: the likeliest P ` +
    "within 0.1 s for 95 % and the likeliest S within 0.3 s for 94 %; beside STA/LTA and AR by F1",
  async run(report) {
    const picker = await openPhasenet();
    const facts: Record<string, unknown> = { windows: WINDOWS, seed: SEED };
    for (const name of ["ncedc", "stead"]) {
      const set = await readLabelledWaveforms(sharedFile(`data/waveforms/${name}`));
      const options = { seed: SEED, windows: WINDOWS };
      const likeliest = await evaluatePickers(set, [
        networkTracePicker(picker, { likeliest: true }),
      ], options);
      report(`${name}: the likeliest arrivals are scored`);
      const thresholds = await evaluatePickers(set, [
        networkTracePicker(picker),
        classicalTracePicker("sta-lta"),
        classicalTracePicker("ar"),
      ], options);
      report(`${name}: all pickers are scored`);
      facts[`${name}Likeliest`] = summarise(likeliest);
      facts[`${name}Thresholds`] = summarise(thresholds);
      if (name === "ncedc") judge(likeliest, thresholds);
      set.close();
    }
    picker.dispose();
    return facts;
  },
};

function judge(likeliest: PickerEvaluation, thresholds: PickerEvaluation): void {
  const { P, S } = likeliest.pickers[0].phases;
  const [pShare, sShare] = [P.scores[0].recall.value!, S.scores[1].recall.value!];
  assert(pShare >= 0.95, `P within 0.1 s for ${pShare}`);
  assert(sShare >= 0.94, `S within 0.3 s for ${sShare}`);
  const [phasenet, ...classical] = thresholds.pickers;
  for (const { name, phases } of classical) {
    for (const [phase, tolerance] of [["P", 1], ["S", 2]] as const) {
      const [ours, theirs] = [phasenet.phases, phases].map((one) =>
        one[phase].scores[tolerance].f1.value!
      );
      assert(ours > theirs, `${phase} of ${name}: ${theirs}, of PhaseNet: ${ours}`);
    }
  }
}

/** F1, recall and residuals by picker, phase and tolerance. */
function summarise({ pickers }: PickerEvaluation): Record<string, unknown> {
  const rows = pickers.flatMap(({ name, phases }) =>
    Object.entries(phases).flatMap(([phase, { scores }]) =>
      scores.map(({ toleranceSeconds, precision, recall, f1, meanSeconds, sigmaSeconds }) => [
        `${name} ${phase} within ${toleranceSeconds} s`,
        {
          precision: precision.value,
          recall: recall.value,
          f1: [f1.value, f1.low, f1.high],
          meanSeconds,
          sigmaSeconds,
        },
      ])
    )
  );
  return Object.fromEntries(rows);
}
