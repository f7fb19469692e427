import type { LabelledTrace } from "../domain/mod.ts";
import type { RandomStream } from "../mathematics/mod.ts";
import { cutMagnitudeWindow } from "../preprocessing/mod.ts";

/** Samples by which P is moved at most, either way: what pickers disagree by. */
const LARGEST_SHIFT = 20;

/**
 * A window of a record as it might have been: P picked a little earlier or later, the station's
 * horizontals turned by any angle, the motion upside down or not. None of it changes the magnitude.
 * Amplitudes are not drawn: the model's answer follows them exactly by itself. [3000, 3]
 */
export function augmentMagnitudeRecord(
  { samples, pSample }: Pick<LabelledTrace, "samples" | "pSample">,
  random: RandomStream,
): Float32Array {
  const shift = random.integer(2 * LARGEST_SHIFT + 1) - LARGEST_SHIFT;
  const last = samples.length / 3 - 1;
  const p = Math.max(0, Math.min(last, Math.round(pSample) + shift));
  const { window } = cutMagnitudeWindow(samples, p);
  const angle = 2 * Math.PI * random.uniform();
  const sign = random.uniform() < 0.5 ? -1 : 1;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  for (let i = 0; i < window.length; i += 3) {
    const [east, north] = [window[i], window[i + 1]];
    window[i] = sign * (cosine * east + sine * north);
    window[i + 1] = sign * (cosine * north - sine * east);
    window[i + 2] *= sign;
  }
  return window;
}
