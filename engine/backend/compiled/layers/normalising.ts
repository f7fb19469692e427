import {
  channelMoments,
  fill,
  type KernelCall,
  normFactors,
  normInputSlopes,
  normSlopes,
  scaleShift,
} from "../../../kernels/mod.ts";
import {
  type LayerDefinition,
  type LayerPlan,
  type LayerSite,
  type PlacedWeight,
  sizeOf,
} from "../layer_definition.ts";
import { refuseOtherAxis } from "../read_options.ts";

/**
 * Batch normalisation. Where a network predicts, a factor and an addend for each channel, which
 * `simplifyGraph` has made of its four weights. In training the statistics are the batch's own, and
 * its moving averages follow them; with the option `trainable` false, as Keras and tfjs have it, all
 * four weights stay and the statistics are the moving averages.
 */
export const normalising: LayerDefinition = {
  classNames: ["BatchNormalization"],
  plan(site) {
    refuseOtherAxis(site);
    const [x] = site.inputs;
    const channels = x.shape[x.shape.length - 1];
    const rows = site.batch * sizeOf(x.shape) / channels;
    const out = site.allocate(rows * channels);
    const output = { address: out, shape: x.shape };
    if (site.isTraining) return planTraining(site, { rows, channels, output });
    const [scale, shift] = ["scale", "shift"].map((name) => site.weight(name, [channels]).address);
    return { output, forward: [scaleShift({ out, x: x.address, scale, shift, rows, channels })] };
  },
};

function planTraining(
  site: LayerSite,
  { rows, channels, output }: { rows: number; channels: number; output: LayerPlan["output"] },
): LayerPlan {
  const { config } = site.layer;
  const x = site.inputs[0].address;
  const room = () => site.allocate(channels);
  const weight = (name: string) => site.weight(name, [channels]);
  const gamma = config.scale === false ? undefined : weight("gamma");
  const beta = config.center === false ? undefined : weight("beta");
  const moving = { mean: weight("moving_mean"), variance: weight("moving_variance") };
  const epsilon = Number(config.epsilon ?? 1e-3); // Keras' and tfjs' own, as the momentum
  const momentum = Number(config.momentum ?? 0.99);
  const [scale, shift] = [room(), room()];
  const fixed = [moving.mean, moving.variance].map(withoutSlope(channels));
  const factors = { scale, shift, gamma: gamma?.address, beta: beta?.address, epsilon, channels };
  const apply = scaleShift({ out: output.address, x, scale, shift, rows, channels });
  if (config.trainable === false) {
    const [mean, variance] = [moving.mean.address, moving.variance.address];
    const zeros = room();
    const still = [gamma, beta].flatMap((one) => one ? [withoutSlope(channels)(one)] : []);
    return {
      output,
      forward: [normFactors({ ...factors, mean, variance }), apply],
      backward: (slopes, [dx]) => [
        ...fixed,
        ...still,
        fill({ out: zeros, columns: channels, value: 0 }),
        ...(dx === null
          ? []
          : [scaleShift({ out: dx, x: slopes, scale, shift: zeros, rows, channels })]),
      ],
    };
  }
  const [mean, variance] = [room(), room()];
  const movingAt = { movingMean: moving.mean.address, movingVariance: moving.variance.address };
  const [dGamma, dBeta] = [gamma?.slope ?? room(), beta?.slope ?? room()];
  return {
    output,
    forward: [
      channelMoments({ mean, variance, ...movingAt, x, rows, channels, momentum }),
      normFactors({ ...factors, mean, variance }),
      apply,
    ],
    backward: (dy, [dx]) => {
      const shared = { dGamma, dBeta, x, dy, mean, variance, rows, channels, epsilon };
      return [
        ...fixed,
        normSlopes(shared),
        ...(dx === null ? [] : [normInputSlopes({ ...shared, out: dx, scale })]),
      ];
    },
  };
}

/** Weights that no step moves: their slopes are 0. */
function withoutSlope(channels: number): (weight: PlacedWeight) => KernelCall {
  return ({ slope }) => fill({ out: slope, columns: channels, value: 0 });
}
