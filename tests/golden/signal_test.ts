import { assert, assertEquals } from "@std/assert";
import {
  designButterworth,
  filterBothWays,
  filterForward,
  removeMean,
  removeTrend,
  resampleFourier,
  resamplePolyphase,
  taperEnds,
  wholeRatio,
} from "../../engine/mathematics/mod.ts";
import { sharedFile, testWithSharedData } from "../shared_data.ts";

/** Numbers of SciPy, rounded to 9 decimals: equal within half of that, and a little. */
const WITHIN = 1e-9;

async function readGolden() {
  return JSON.parse(await Deno.readTextFile(sharedFile("golden/signal.json")));
}

function assertNear(found: ArrayLike<number>, wanted: readonly number[], within = WITHIN): void {
  assertEquals(found.length, wanted.length);
  const worst = wanted.reduce((most, value, i) => Math.max(most, Math.abs(found[i] - value)), 0);
  assert(worst <= within, `differs by ${worst}`);
}

testWithSharedData("mean, trend and taper equal SciPy's", async () => {
  const golden = await readGolden();
  const { input } = golden;
  assertEquals(input.length, 600);
  assertNear(removeMean(input), golden.demean);
  assertNear(removeTrend(input), golden.detrend_linear);
  assertNear(taperEnds(input, 0.05 * (input.length - 1)), golden.taper_hann_5_percent);
});

testWithSharedData("Butterworth sections and what they let through equal SciPy's", async () => {
  const golden = await readGolden();
  const { input, bandpass_1_20_order4: band } = golden;
  const bandPass = designButterworth({ lowHz: 1, highHz: 20, order: 4, samplingRateHz: 100 });
  assertEquals(bandPass.length, band.sos.length);
  bandPass.forEach((section, s) => assertNear(section, band.sos[s]));
  assertNear(filterForward(bandPass, input), band.forward);
  assertNear(filterBothWays(bandPass, input), band.zero_phase_no_padding);
  const highPass = designButterworth({ lowHz: 0.075, order: 2, samplingRateHz: 100 });
  assertNear(filterForward(highPass, input), golden["highpass_0.075_order2_forward"]);
});

testWithSharedData("resampling equals SciPy's, by spectrum and by phases", async () => {
  const golden = await readGolden();
  assertNear(resampleFourier(golden.input, 300), golden.resample_fft_100_to_50);
  assertNear(
    resamplePolyphase(golden.input, wholeRatio(40 / 100)),
    golden.resample_poly_100_to_40,
  );
});
